import { expect, test, vi } from 'vitest'
import * as container from '../../engine/container.ts'
import * as execution from '../../engine/execute.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { restartLoop } from './restart-loop.ts'

vi.mock('../../engine/container.ts')
vi.mock('../../engine/execute.ts')

test('a node ends as often as it was told to, and not again once healed', async () => {
  const { context, order, tell } = fakeContext()
  let ends = 0
  const count = (restartCount: number) =>
    vi.mocked(container.inspectContainer).mockResolvedValue({ running: true, restarting: false, restartCount } as never)
  count(3)
  vi.mocked(execution.execute).mockImplementation(async () => {
    order.push(`end ${++ends}`)
    tell('die', { atUs: ends })
    count(3 + ends)
    setTimeout(() => tell('start'))
    return { exitCode: 137, stdout: '', stderr: '' }
  })
  const { begin, proof, heal } = await restartLoop({ times: 2, life: '1ms' }).inject(context, 'server:1')
  expect(begin.atUs).toBe(1)
  expect(await proof!()).toEqual({
    proven: true,
    evidence: 'the engine counts 2 starts of server:1 by its restart policy',
  })
  expect((await heal()).evidence).toBe('server:1 ended 2 times, and runs')
  expect(order).toEqual(['looks again', '{"kind":"start-container","id":"c1"}', 'end 1', 'end 2', 'done u1'])
})

test('options that mean nothing are refused', () => {
  expect(() => restartLoop({ times: 0 })).toThrow('restart-loop: 0 is no number of times')
  expect(() => restartLoop({ life: 'soon' as '2s' })).toThrow("restart-loop: life: 'soon' is no duration")
})
