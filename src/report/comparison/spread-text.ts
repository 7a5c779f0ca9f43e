import { amountText } from './amount-text.ts'
import type { MeasureHead, Spread } from './comparison-schema.ts'

/** The median of a spread, and from where to where it goes when it is not the same in all runs. */
export function spreadText(
  { min, median, max, runs }: Spread,
  unit: MeasureHead['unit'],
): { median: string; range?: string } {
  const [low, middle, high] = [min, median, max].map(amount => amountText(amount, unit))
  return { median: middle!, ...(runs > 1 && low !== high ? { range: `${low}–${high}` } : {}) }
}
