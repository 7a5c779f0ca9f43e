import { formatMs, formatUs } from '../../base/duration.ts'
import type { Disagreement, DisagreementReason } from '../../checks/disagreement.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import { causeEventText, causeText } from './cause-text.ts'
import { leaderChangeText } from './leader-change-text.ts'

const reasons: Catalogue<DisagreementReason> = {
  unproven: ({ faults }) => `${faults.join(', ')} is not proven`,
  'lost-less': () => 'less was lost than it takes for sure',
  elected: ({ change }) => `it elected, ${leaderChangeText(change)}`,
  'host-cpu': ({ us }) => `its host was short of CPU for ${formatUs(us)} of it`,
  unexplained: ({ us }) => `nothing that was seen explains ${formatUs(us)} of it`,
  cause: ({ cause, us }) => `${causeText(cause.kind)} took ${formatUs(us)}, as ${causeEventText(cause)} shows`,
  'read-late': ({ node }) => `it was read only when ${node} was healed`,
}

/** By how much a prediction is missed, and where to look: `4.50 s above; look at the cluster`. */
export const disagreementText = ({ byMs, side, lookAt, because }: Disagreement): string =>
  `${formatMs(byMs)} ${side}; look at the ${lookAt}${because === undefined ? '' : `: ${textOf(reasons, because)}`}`
