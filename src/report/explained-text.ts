import { formatUs } from '../base/duration.ts'
import type { Judgement } from '../checks/judgement.ts'
import { percentText } from './percent-text.ts'

/** `97.30 % of 21.4 s of outages, all series together, have a cause.` Of none, undefined. */
export function explainedText({ outageUs, explainedUs }: Judgement['explained']): string | undefined {
  if (outageUs === 0) return undefined
  return `${percentText(explainedUs / outageUs)} of ${formatUs(outageUs)} of outages, all series together, have a cause.`
}
