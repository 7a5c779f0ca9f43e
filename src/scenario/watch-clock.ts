import { type ClockAnchor, clockAnchor } from '../base/clock.ts'

const intervalMs = 1000
// Time daemons slew by at most half a millisecond a second; two reads of a busy process lie closer than this.
const smallestStepMs = 250

/** Tells by how much the wall clock was set, against the monotonic one, since the last look. */
export function watchClock(onStep: (stepMs: number) => void, read: () => ClockAnchor = clockAnchor): Disposable {
  let last = read()
  const look = () => {
    const now = read()
    const stepMs = Math.round(now.wallMs - last.wallMs - (now.monotonicUs - last.monotonicUs) / 1000)
    last = now
    if (Math.abs(stepMs) >= smallestStepMs) onStep(stepMs)
  }
  const timer = setInterval(look, intervalMs).unref()
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer)
      look()
    },
  }
}
