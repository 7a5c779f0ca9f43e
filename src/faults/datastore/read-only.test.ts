import { expect, test } from 'vitest'
import { refusedWords } from './read-only.ts'

const said = (exitCode: number, stderr: string) => ({ exitCode, stdout: '', stderr })

test.each([
  'ERROR:  cannot execute UPDATE in a read-only transaction',
  'ERROR 1290 (HY000) at line 1: The MariaDB server is running with the --read-only option so it cannot execute this statement',
])('a refusal in the words of the database proves it: %s', stderr => {
  expect(refusedWords(said(1, stderr))).toContain(stderr)
})

test('a change that was taken, or that nobody answered, proves nothing', () => {
  expect(() => refusedWords(said(0, ''))).toThrow('it took a change')
  expect(() => refusedWords(said(2, 'connection refused'))).toThrow('another answer: connection refused')
})
