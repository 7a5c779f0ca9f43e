import { formatUs } from '../base/duration.ts'
import type { Judgement } from '../checks/judgement.ts'
import { percentText } from './percent-text.ts'

/** `97.30 % of 21.4 s of outages, all series together, have a cause; for 2.10 s it is a host short of CPU.` Of none, undefined. */
export function explainedText({ outageUs, explainedUs, byHostUs }: Judgement['explained']): string | undefined {
  if (outageUs === 0) return undefined
  const share = `${percentText(explainedUs / outageUs)} of ${formatUs(outageUs)} of outages, all series together, have a cause`
  return byHostUs === 0 ? `${share}.` : `${share}; for ${formatUs(byHostUs)} it is only that the host was short of CPU.`
}
