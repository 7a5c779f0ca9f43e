import { beforeEach, expect, test, vi } from 'vitest'
import type { Observer } from '../../cluster/observer.ts'
import * as container from '../../engine/container.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { slowDatastore, slowerWords } from './slow-datastore.ts'

vi.mock('../../engine/container.ts')
beforeEach(() => vi.resetAllMocks())

test('answers that wait for half a stall longer than before prove it', () => {
  expect(slowerWords([2, 3, 4], [2, 160, 4], 300)).toEqual({
    proven: true,
    evidence: 'client:0 waits for an answer 4 ms, at most 160 ms, of 3; before 3 ms, at most 4 ms',
  })
  expect(slowerWords([2, 3, 4], [2, 3, 90], 300)).toMatchObject({ proven: false })
  // An answer that was as late before proves nothing.
  expect(slowerWords([2, 3, 200], [2, 3, 210], 300)).toMatchObject({ proven: false })
})

test('it stands still and goes on until it is healed, and goes on then', async () => {
  const { context, order, tell } = fakeContext({
    topology: parseTopology({ datastore: 'postgres' }, 'test'),
    containers: new Map([['db:0', 'c1']]),
    nodes: [{ id: 'db:0', ip: '172.28.8.6', mac: '' }],
    observer: { greeting: async () => {} } as unknown as Observer,
  })
  let isPaused = false
  let stalls = 0
  vi.mocked(container.pauseContainer).mockImplementation(async () => {
    isPaused = true
    stalls++
    tell('pause')
  })
  vi.mocked(container.unpauseContainer).mockImplementation(async () => {
    isPaused = false
  })
  const { heal } = await slowDatastore({ stall: '50ms', run: '50ms' }).inject(context, 'db:0')
  await expect.poll(() => stalls).toBeGreaterThan(2)
  const [first, second] = await Promise.all([heal(), heal()])
  expect(second).toBe(first)
  expect(isPaused).toBe(false)
  expect(first.evidence).toContain(`db:0 stood still ${stalls} times`)
  expect(order).toEqual(['looks again', '{"kind":"unpause-container","id":"c1"}', 'done u1'])
})

test('a stall that the engine cannot make is refused', () => {
  expect(() => slowDatastore({ stall: '10ms' })).toThrow('too short')
})
