import { coveredUs } from '../interval.ts'
import type { Judgement, SeriesFacts } from '../judgement.ts'

/** The outage time of all series together, the part of it that has a cause, and what of that rests on the host alone. */
export function explainedTime(series: readonly SeriesFacts[]): Judgement['explained'] {
  const total = { outageUs: 0, explainedUs: 0, byHostUs: 0 }
  for (const { failed, stalled } of series) {
    const outages = [...failed.outages, ...stalled.outages]
    // Each lies within its outage.
    const causes = outages.flatMap(outage => outage.causes)
    const ofCluster = causes.filter(({ kind }) => kind !== 'host-cpu')
    total.outageUs += coveredUs(outages)
    total.explainedUs += coveredUs(causes)
    total.byHostUs += coveredUs(causes) - coveredUs(ofCluster)
  }
  return total
}
