import { afterEach, expect, test, vi } from 'vitest'
import { progressForWorker, terminalVariable } from './progress-for-worker.ts'

afterEach(() => void vi.unstubAllEnvs())

test('a terminal that was closed costs no run', async () => {
  vi.stubEnv(terminalVariable, '/dev/pts/none')
  expect(await progressForWorker().stage('work', async () => 7)).toBe(7)
})
