import { afterEach, expect, test, vi } from 'vitest'
import { nowUs } from '../base/clock.ts'
import type { Engine } from '../engine/engine.ts'
import { type ContainerEvent, watchEvents } from '../engine/events.ts'
import { type NodeEvent, watchEngine } from './watch-engine.ts'

vi.mock('../engine/events.ts')
afterEach(() => void vi.useRealTimers())

test.each([0, 3_600_000, -3_600_000])('an event keeps its place when the wall clock was set by %i ms', async stepMs => {
  let tell: (event: ContainerEvent) => void = () => {}
  vi.mocked(watchEvents).mockImplementation(async (_engine, _label, onEvent) => {
    tell = onEvent
    return { stop: () => {}, ended: Promise.resolve() }
  })
  const seen: NodeEvent[] = []
  await watchEngine({} as Engine, 'run', event => seen.push(event))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + stepMs })
  const expectedUs = nowUs() - 5000
  tell({ containerId: 'c', labels: { 'holdfast.node': 'server:0' }, action: 'die', atMs: Date.now() - 5 })
  expect(Math.abs(seen[0]!.atUs - expectedUs)).toBeLessThan(50_000)
})
