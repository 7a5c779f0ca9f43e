import { lengthUs, overlap, union } from '../interval.ts'
import type { Judgement, SeriesFacts } from '../judgement.ts'

/** The outage time of all series together, and the part of it that has a cause. */
export function explainedTime(series: readonly SeriesFacts[]): Judgement['explained'] {
  const total = { outageUs: 0, explainedUs: 0 }
  for (const { failed, stalled } of series) {
    const outages = [...failed.outages, ...stalled.outages]
    const times = union(outages)
    const causes = union(outages.flatMap(outage => outage.causes))
    total.outageUs += times.reduce((sum, time) => sum + lengthUs(time), 0)
    for (const time of times) {
      for (const cause of causes) {
        const shared = overlap(cause, time)
        if (shared) total.explainedUs += lengthUs(shared)
      }
    }
  }
  return total
}
