import { type Interval, lengthUs, overlap, union } from '../interval.ts'
import type { Judgement, SeriesFacts } from '../judgement.ts'
import type { Cause } from './cause.ts'
import { hostMechanism } from './host-causes.ts'

/** The outage time of all series together, the part of it that has a cause, and what of that rests on the host alone. */
export function explainedTime(series: readonly SeriesFacts[]): Judgement['explained'] {
  const total = { outageUs: 0, explainedUs: 0, byHostUs: 0 }
  for (const { failed, stalled } of series) {
    const outages = [...failed.outages, ...stalled.outages]
    const times = union(outages)
    const causes = outages.flatMap(outage => outage.causes)
    const explainedUs = coveredUs(times, causes)
    total.outageUs += times.reduce((sum, time) => sum + lengthUs(time), 0)
    total.explainedUs += explainedUs
    const ofCluster = causes.filter(({ mechanism }) => mechanism !== hostMechanism)
    total.byHostUs += explainedUs - coveredUs(times, ofCluster)
  }
  return total
}

function coveredUs(times: readonly Interval[], causes: readonly Cause[]): number {
  const parts = union(causes)
  return times.reduce(
    (sum, time) =>
      sum + parts.reduce((within, part) => within + lengthUs(overlap(part, time) ?? { fromUs: 0, toUs: 0 }), 0),
    0,
  )
}
