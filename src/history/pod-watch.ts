import type { Limits } from './limits.ts'

// A pod that has no limit still must not hold the run for ever.
const defaultLimitMs = 60_000
// Beyond its limit, so that the report can say how late it was.
const graceMs = 15_000

/** For how long a new pod is watched at most, in ms. */
export const podWatchMs = ({ scheduleMs = defaultLimitMs }: Pick<Limits, 'scheduleMs'>): number => scheduleMs + graceMs
