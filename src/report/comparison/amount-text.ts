import { formatMs } from '../../base/duration.ts'
import type { MeasureHead } from './comparison-schema.ts'

/** A measured amount for people: `7.12 s`, `33 %`, `1.3 GB`. */
export function amountText(amount: number, unit: MeasureHead['unit']): string {
  if (unit === 'ms') return formatMs(amount)
  if (unit === 'bytes') return amount < 1e9 ? `${Math.round(amount / 1e6)} MB` : `${(amount / 1e9).toFixed(1)} GB`
  const percent = amount * 100
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`
}
