import { formatUs } from '../../base/duration.ts'
import { lengthUs } from '../../checks/interval.ts'
import type { Outage } from '../../checks/judgement.ts'
import { causeEventText, causeText } from './cause-text.ts'

/** What was bad in an outage, and what explains it. */
export function outageText({ outcomes, causes, unexplainedUs }: Outage): string {
  const bad = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  const named = causes.map(cause => `${formatUs(lengthUs(cause))} ${causeText(cause.kind)}: ${causeEventText(cause)}`)
  return [`bad samples: ${bad.join(', ')}`, ...named, `unexplained: ${formatUs(unexplainedUs)}`].join('; ')
}
