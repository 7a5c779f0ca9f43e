import { formatMs } from '../../base/duration.ts'
import type { RunReport } from '../report-schema.ts'

/** A gap for people: `up to 2.00 s`, `4.00 s to 9.50 s`. */
export function gapText(gap: RunReport['predictions']['series'][number]['gap']): string {
  if (gap === undefined) return 'no prediction'
  if (gap.toMs === undefined) return `${formatMs(gap.fromMs)} or more`
  return gap.fromMs === 0 ? `up to ${formatMs(gap.toMs)}` : `${formatMs(gap.fromMs)} to ${formatMs(gap.toMs)}`
}
