import { nearestRank } from '../checks/nearest-rank.ts'

/** The middle and the far end of how large some errors were, whatever their sign; µs, undefined of none. */
export interface Spread {
  count: number
  p50Us: number
  p99Us: number
}

export function spreadOf(errorsUs: readonly number[]): Spread | undefined {
  if (errorsUs.length === 0) return undefined
  const sizes = errorsUs.map(Math.abs).sort((a, b) => a - b)
  // Of fewer than 100 the 99th percentile is the largest.
  return { count: sizes.length, p50Us: nearestRank(sizes, 0.5)!, p99Us: nearestRank(sizes, 0.99)! }
}
