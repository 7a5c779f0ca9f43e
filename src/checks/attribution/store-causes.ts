import type { Operation, Sample } from '../../history/records.ts'
import { needsState } from '../../prediction/needs-state.ts'
import { type Interval, overlap } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { StoreDisruption } from './store-disruption.ts'

/** What a datastore without writes goes on to answer. */
const onlyReads = (operation: Operation): boolean => operation === 'quorum-read' || operation === 'readyz'

/** What asks the datastore waits while it is away; a request that was sent meanwhile may be answered late, or never. */
export function storeCauses(
  outage: Interval,
  bad: readonly Sample[],
  operation: Operation,
  disruptions: readonly StoreDisruption[],
): Cause[] {
  if (!needsState(operation)) return []
  return disruptions.flatMap(disruption => {
    const { state, events: event } = disruption
    const shared = overlap(disruption, outage)
    if (shared === undefined || (state === 'store-read-only' && onlyReads(operation))) return []
    const own: Cause = { kind: state, ...shared, event }
    const stuck = bad.flatMap(({ sentUs, endUs }): Cause[] => {
      if (sentUs === undefined || sentUs < disruption.fromUs || sentUs >= disruption.toUs) return []
      const beyond = overlap({ fromUs: disruption.toUs, toUs: endUs }, outage)
      return beyond ? [{ kind: `sent-while-${state}`, ...beyond, event }] : []
    })
    return [own, ...stuck]
  })
}
