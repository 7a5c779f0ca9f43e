/** Index of the first item at or after a moment, in a list that is sorted by it; the list's length if there is none. */
export function firstAtOrAfter<T>(us: number, sorted: ArrayLike<T>, at: (item: T) => number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(sorted[middle]!) < us) low = middle + 1
    else high = middle
  }
  return low
}
