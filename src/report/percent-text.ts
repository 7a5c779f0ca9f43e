/** A share as people read availability: two decimals, and `100 %` only for all of it. */
export function percentText(share: number): string {
  if (share === 1) return '100 %'
  return `${Math.min(share * 100, 99.99).toFixed(2)} %`
}
