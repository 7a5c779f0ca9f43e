import type { Sample, SeriesDefinition } from '../../history/records.ts'
import { momentUs, stalledMs } from '../bad-sample.ts'
import { coveredUs, lengthUs, union } from '../interval.ts'
import type { Outage } from '../judgement.ts'
import type { Cause } from './cause.ts'
import { connectionCauses } from './connection-causes.ts'
import { electionCauses } from './election-causes.ts'
import { hostCauses } from './host-causes.ts'
import type { Observations } from './observations.ts'
import { retransmissionCauses } from './retransmission-windows.ts'
import { storeCauses } from './store-causes.ts'

/**
 * Names the parts of an outage that overlap an observed event. Length alone explains nothing; the rest stays unexplained.
 * @param bad the outage's bad samples
 * @param closing the success that ended it
 */
export function explain(
  outage: Outage,
  bad: readonly Sample[],
  closing: Sample | undefined,
  { operation, path, intervalMs }: SeriesDefinition,
  observed: Observations,
): Outage {
  const events = [
    ...electionCauses(outage, bad, operation, observed),
    ...storeCauses(outage, bad, operation, observed.storeDisruptions),
    ...connectionCauses(outage, bad, path, observed),
    ...retransmissionCauses(outage, bad, path, observed),
    ...hostCauses(outage, bad, observed.shortOfCpu),
  ]
  const causes = [...events, ...betweenAttempts(outage, events, closing, intervalMs)]
  return { ...outage, causes, unexplainedUs: lengthUs(outage) - coveredUs(causes) }
}

/**
 * After an explained part nobody looked until the next attempt: that gap is the probe's own. It is at most two intervals,
 * which is one attempt that was missed; the last one takes as long as a healthy success, and no longer.
 */
function betweenAttempts(
  outage: Outage,
  events: readonly Cause[],
  closing: Sample | undefined,
  intervalMs: number,
): Cause[] {
  const longestUs = 2 * intervalMs * 1000
  return union(events).flatMap(({ toUs }, index, parts): Cause[] => {
    const next = parts[index + 1]
    const sentUs = next?.fromUs ?? (closing && momentUs(closing))
    if (sentUs === undefined || sentUs - toUs > longestUs || toUs >= outage.toUs) return []
    const healthy = closing !== undefined && closing.endUs - closing.intendedUs <= stalledMs * 1000
    const gap = { fromUs: toUs, toUs: next === undefined && healthy ? outage.toUs : Math.max(toUs, sentUs) }
    return gap.toUs > gap.fromUs ? [{ kind: 'next-attempt', ...gap, event: { intervalMs } }] : []
  })
}
