import type { Operation, Sample } from '../../history/records.ts'
import { type Interval, overlap } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { StoreAway } from './store-away.ts'

/** What asks the datastore. A cache's answers and whatever asks no API go on without it. */
export const asksStore = (operation: Operation): boolean =>
  operation === 'quorum-read' || operation === 'write' || operation === 'watch' || operation === 'readyz'

/** What a datastore without writes goes on to answer. */
const onlyReads = (operation: Operation): boolean => operation === 'quorum-read' || operation === 'readyz'

/** What asks the datastore waits while it is away; a request that was sent meanwhile may be answered late, or never. */
export function storeCauses(
  outage: Interval,
  bad: readonly Sample[],
  operation: Operation,
  stretches: readonly StoreAway[],
): Cause[] {
  if (!asksStore(operation)) return []
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
