import type { Operation, Sample } from '../../history/records.ts'
import { needsState } from '../../prediction/needs-state.ts'
import { type Interval, overlap } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { StoreAway } from './store-away.ts'

/** What a datastore without writes goes on to answer. */
const onlyReads = (operation: Operation): boolean => operation === 'quorum-read' || operation === 'readyz'

/** What asks the datastore waits while it is away; a request that was sent meanwhile may be answered late, or never. */
export function storeCauses(
  outage: Interval,
  bad: readonly Sample[],
  operation: Operation,
  stretches: readonly StoreAway[],
): Cause[] {
  if (!needsState(operation)) return []
  return stretches.flatMap(stretch => {
    const shared = overlap(stretch, outage)
    if (shared === undefined || (stretch.takesReads && onlyReads(operation))) return []
    const own: Cause = { mechanism: stretch.what, ...shared, event: stretch.event }
    const stuck = bad.flatMap(({ sentUs, endUs }): Cause[] => {
      if (sentUs === undefined || sentUs < stretch.fromUs || sentUs >= stretch.toUs) return []
      const beyond = overlap({ fromUs: stretch.toUs, toUs: endUs }, outage)
      return beyond
        ? [{ mechanism: `request sent while ${stretch.what}`, ...beyond, event: `sent when ${stretch.event}` }]
        : []
    })
    return [own, ...stuck]
  })
}
