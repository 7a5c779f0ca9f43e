import { formatMs, formatUs } from '../../base/duration.ts'
import type { Disagreement, DisagreementReason } from '../../checks/disagreement.ts'
import { causeEventText, causeText } from './cause-text.ts'
import { leaderChangeText } from './leader-change-text.ts'

/** By how much a prediction is missed, and where to look: `4.50 s above; look at the cluster`. */
export function disagreementText({ byMs, side, lookAt, because }: Disagreement): string {
  const reason = because === undefined ? '' : `: ${reasonText(because)}`
  return `${formatMs(byMs)} ${side}; look at the ${lookAt}${reason}`
}

function reasonText(reason: DisagreementReason): string {
  switch (reason.kind) {
    case 'unproven':
      return `${reason.faults.join(', ')} is not proven`
    case 'lost-less':
      return 'less was lost than it takes for sure'
    case 'elected':
      return `it elected, ${leaderChangeText(reason.change)}`
    case 'host-cpu':
      return `its host was short of CPU for ${formatUs(reason.us)} of it`
    case 'unexplained':
      return `nothing that was seen explains ${formatUs(reason.us)} of it`
    case 'cause':
      return `${causeText(reason.cause.kind)} took ${formatUs(reason.us)}, as ${causeEventText(reason.cause)} shows`
    case 'read-late':
      return `it was read only when ${reason.node} was healed`
  }
}
