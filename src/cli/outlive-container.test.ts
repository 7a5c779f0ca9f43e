import { expect, test } from 'vitest'
import { isStartedFor } from './outlive-container.ts'

const line = (...words: string[]) => words.map(word => `${word}\0`).join('')

test.each([
  ['docker run holdfast up', line('tini', '--', 'holdfast', 'up', '--servers', '3'), true],
  ['the same with --init', line('/sbin/docker-init', '--', 'tini', '--', '/usr/local/bin/holdfast', 'up'), true],
  ['another command', line('tini', '--', 'holdfast', 'run', 'up'), false],
  ['docker exec into one that stays', line('sleep', 'infinity'), false],
  ['a script that goes on', line('sh', '-c', 'holdfast up; kubectl get nodes'), false],
])('%s ends with what up leaves: %#', (_, commandLine, ends) => {
  expect(isStartedFor('up', commandLine)).toBe(ends)
})
