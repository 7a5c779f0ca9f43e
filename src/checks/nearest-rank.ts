/** The smallest of some sorted values that this share of all does not exceed, or undefined of none. */
export const nearestRank = (sorted: ArrayLike<number>, share: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
