/** The middle and the far end of how large some errors were, whatever their sign; µs, undefined of none. */
export interface Spread {
  count: number
  p50Us: number
  p99Us: number
}

export function spreadOf(errorsUs: readonly number[]): Spread | undefined {
  if (errorsUs.length === 0) return undefined
  const sizes = errorsUs.map(Math.abs).sort((a, b) => a - b)
  // Nearest rank: of fewer than 100 the 99th percentile is the largest.
  const at = (share: number) => sizes[Math.ceil(share * sizes.length) - 1]!
  return { count: sizes.length, p50Us: at(0.5), p99Us: at(0.99) }
}
