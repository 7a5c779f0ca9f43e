import { expect, test, vi } from 'vitest'
import * as container from '../../engine/container.ts'
import * as memory from '../../engine/container-memory.ts'
import * as execution from '../../engine/execute.ts'
import * as limits from '../../engine/limit-container.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { oomKills, outOfMemory } from './out-of-memory.ts'

vi.mock('../../engine/container.ts')
vi.mock('../../engine/container-memory.ts')
vi.mock('../../engine/execute.ts')
vi.mock('../../engine/limit-container.ts', async original => ({
  ...(await original()),
  limitContainer: vi.fn(),
  limitsOf: vi.fn(),
}))

const mebibyte = 2 ** 20

test('the undo is on disk before the act, a limit that the kernel refuses is raised, and healing takes it away', async () => {
  const { context, order, tell } = fakeContext()
  vi.mocked(memory.containerMemory).mockResolvedValue(400 * mebibyte)
  vi.mocked(limits.limitContainer).mockImplementation(async (_, __, { memoryBytes }) => {
    order.push(`limit ${memoryBytes! / mebibyte}`)
    if (memoryBytes === 408 * mebibyte) throw new Error('unable to set memory limit')
  })
  vi.mocked(limits.limitsOf).mockResolvedValue({ cpuQuotaUs: 0, memoryBytes: limits.allMemoryBytes })
  vi.mocked(execution.execute).mockImplementation(async (_, __, command) => {
    order.push(command.at(-1)!)
    tell('oom', { atUs: 5 })
    tell('die', { atUs: 6, exitCode: 1 })
    return { exitCode: 137, stdout: '', stderr: '' }
  })
  vi.mocked(container.inspectContainer).mockResolvedValue({ running: true, restarting: false } as never)
  const { begin, proof, heal } = await outOfMemory.inject(context, 'server:1')
  expect(begin).toEqual({
    atUs: 5,
    evidence:
      'the engine saw the kernel end a process of server:1 for want of memory: of 400 MiB in use, 416 MiB are allowed',
  })
  expect(await proof!()).toEqual({ proven: true, evidence: 'server:1 died of it with exit code 1' })
  expect((await heal()).evidence).toBe('the engine allows server:1 all memory')
  expect(order).toEqual([
    'looks again',
    '{"kind":"limit-container","id":"c1","limits":{"memoryBytes":1125899906842624}}',
    'limit 408',
    'limit 416',
    expect.stringMatching(/^for step in \$\(seq 26\); do\n {2}head -c 16777216 .* >> \/run\/holdfast-filler$/m),
    'limit 1073741824',
    '/run/holdfast-filler',
    'done u1',
  ])
})

test('what the kernel ended, by control groups of version 1 and 2', () => {
  expect(oomKills('oom_kill_disable 0\nunder_oom 0\noom_kill 2\n')).toBe(2)
  expect(oomKills('low 0\noom 3\noom_kill 1\n')).toBe(1)
  expect(oomKills('oom_kill_disable 0\nunder_oom 0\n')).toBe(0)
})
