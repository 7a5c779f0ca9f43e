import type { Sample, SeriesDefinition } from '../../history/records.ts'
import { lengthUs, overlap, union } from '../interval.ts'
import type { Outage } from '../judgement.ts'
import type { Cause } from './cause.ts'
import { connectionCauses } from './connection-causes.ts'
import { electionCauses } from './election-causes.ts'
import type { Evidence } from './evidence.ts'

/**
 * Names the parts of an outage that overlap an observed event. Length alone explains nothing; the rest stays unexplained.
 * @param bad the outage's bad samples
 */
export function explain(
  outage: Outage,
  bad: readonly Sample[],
  { operation, path, intervalMs }: SeriesDefinition,
  evidence: Evidence,
): Outage {
  const events = [...electionCauses(outage, bad, operation, evidence), ...connectionCauses(outage, bad, path, evidence)]
  const causes = [...events, ...betweenAttempts(outage, events, intervalMs)]
  const explainedUs = union(causes).reduce((sum, part) => sum + lengthUs(part), 0)
  return { ...outage, causes, unexplainedUs: lengthUs(outage) - explainedUs }
}

/** After an explained part nobody looked until the next attempt: that gap is the probe's own, and at most an interval. */
function betweenAttempts(outage: Outage, events: readonly Cause[], intervalMs: number): Cause[] {
  return union(events).flatMap(({ toUs }, index, parts): Cause[] => {
    const gap = { fromUs: toUs, toUs: parts[index + 1]?.fromUs ?? outage.toUs }
    const unseen = overlap(gap, { fromUs: toUs, toUs: toUs + intervalMs * 1000 })
    if (unseen === undefined) return []
    return [{ mechanism: 'until the next attempt', ...unseen, event: `one every ${intervalMs} ms` }]
  })
}
