import { amountText } from './amount-text.ts'
import type { MeasureHead, Spread } from './comparison-schema.ts'

/** The median of a spread, and from where to where it goes when it is not the same in all runs. */
export function spreadText(
  { min, median, max, runs }: Spread,
  unit: MeasureHead['unit'],
): { median: string; range?: string } {
  const [low, middle, high] = [min, median, max].map(amount => amountText(amount, unit)) as [string, string, string]
  return { median: middle, ...(runs > 1 && low !== high ? { range: rangeText(low, high) } : {}) }
}

/** A unit that both have is said once. */
function rangeText(low: string, high: string): string {
  const unit = /^[\d.]+( \S+)$/
  const [, own] = unit.exec(low) ?? []
  return own !== undefined && unit.exec(high)?.[1] === own ? `${low.slice(0, -own.length)}–${high}` : `${low}–${high}`
}
