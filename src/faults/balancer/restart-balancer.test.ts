import { beforeEach, expect, test, vi } from 'vitest'
import * as container from '../../engine/container.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import * as processes from './balancer-processes.ts'
import { restartBalancer } from './restart-balancer.ts'

vi.mock('../../engine/container.ts')
vi.mock('./balancer-processes.ts', { spy: true })

const node: NodeId = 'lb:0'
const lives = (...startedTicks: number[]) => {
  for (const ticks of startedTicks)
    vi.mocked(processes.balancerProcesses).mockResolvedValueOnce([{ pid: 1, startedTicks: ticks }])
}

beforeEach(() => {
  vi.resetAllMocks()
  vi.mocked(container.inspectContainer).mockResolvedValue({ running: true } as container.ContainerState)
})

async function restarted() {
  const { context, order, tell } = fakeContext({ containers: new Map([[node, 'c1']]) })
  vi.mocked(container.stopContainer).mockImplementation(async (_, id, seconds) => {
    order.push(`stops ${id} within ${seconds} s`)
    tell('kill', { atUs: 5 })
    tell('die', { atUs: 6, exitCode: 0 })
  })
  vi.mocked(container.startContainer).mockImplementation(async () => {
    order.push('starts')
    tell('start', { atUs: 9 })
  })
  return { order, injected: await restartBalancer({ grace: '2s' }).inject(context, node) }
}

test('it is started as soon as it has ended, and over then; the undo is on disk before', async () => {
  lives(100, 900)
  const { order, injected } = await restarted()
  expect(order).toEqual([
    'looks again',
    '{"kind":"start-container","id":"c1"}',
    'stops c1 within 2 s',
    'starts',
    'done u1',
  ])
  expect(injected.begin).toMatchObject({ atUs: 5 })
  await injected.over
  expect(await injected.heal()).toEqual({ atUs: 9, evidence: 'the engine saw lb:0 start' })
  expect(await injected.proof!()).toMatchObject({ proven: true })
})

test('processes that are those from before prove that nothing was restarted', async () => {
  lives(100, 100)
  const { injected } = await restarted()
  expect(await injected.proof!()).toMatchObject({ proven: false })
})

test('a grace that the engine cannot wait for is refused', () => {
  expect(() => restartBalancer({ grace: '500ms' })).toThrow('no whole number of seconds')
})
