import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchClock } from './watch-clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A machine's two clocks; `set` moves the wall clock alone. */
function clocks() {
  let wallMs = 1_000_000
  let monotonicUs = 0
  const pass = (ms: number) => {
    wallMs += ms
    monotonicUs += ms * 1000
    vi.advanceTimersByTime(ms)
  }
  return { read: () => ({ wallMs, monotonicUs }), pass, set: (ms: number) => (wallMs += ms) }
}

test('each step is told once, with its size and direction', () => {
  const steps: number[] = []
  const { read, pass, set } = clocks()
  using _watch = watchClock(step => steps.push(step), read)
  pass(5000)
  set(3_600_000)
  pass(5000)
  set(-250)
  pass(5000)
  expect(steps).toEqual([3_600_000, -250])
})

test('a process that was late, and a clock that is slewed, are no steps', () => {
  const steps: number[] = []
  const { read, pass, set } = clocks()
  using _watch = watchClock(step => steps.push(step), read)
  for (let second = 0; second < 600; second++) {
    pass(1000)
    set(0.5)
  }
  pass(40_000)
  expect(steps).toEqual([])
})

test('a step just before the end is told at the end', () => {
  const steps: number[] = []
  const { read, set } = clocks()
  const watch = watchClock(step => steps.push(step), read)
  set(-7000)
  watch[Symbol.dispose]()
  expect(steps).toEqual([-7000])
})
