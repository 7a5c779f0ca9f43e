/**
 * The kernel's monotonic clock in integer microseconds: one clock for the harness and all containers of a kernel,
 * unmoved by steps of the wall clock. Exact up to 2^53 µs, that is 285 years after boot.
 */
export const nowUs = (): number => Number(process.hrtime.bigint() / 1000n)

/** The two clocks read together, so that a person can find a moment of the record in other logs. */
export interface ClockAnchor {
  monotonicUs: number
  wallMs: number
}

export const clockAnchor = (): ClockAnchor => ({ monotonicUs: nowUs(), wallMs: Date.now() })

/** Monotonic microseconds of a wall-clock moment, by an anchor of the same run. */
export const monotonicUsOf = (wallMs: number, anchor: ClockAnchor): number =>
  Math.round(anchor.monotonicUs + (wallMs - anchor.wallMs) * 1000)

/**
 * Monotonic microseconds of a wall-clock moment just past, by its age: that survives a step of the wall clock before it.
 * By `Date`, in milliseconds: `performance.timeOrigin` would not follow a step.
 */
export const monotonicUsOfRecent = (wallMs: number): number =>
  Math.round(nowUs() - Math.max(0, (Date.now() - wallMs) * 1000))
