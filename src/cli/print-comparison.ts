import type { Comparison } from '../report/comparison/comparison-schema.ts'
import { comparisonText } from '../report/comparison/comparison-text.ts'

/** A comparison on the terminal. */
export function printComparison(comparison: Comparison): void {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
  console.log(comparisonText(comparison, { colour, width: process.stdout.columns ?? 140 }))
}
