import type { Operation, Sample } from '../../history/records.ts'
import { needsState } from '../../prediction/needs-state.ts'
import { electionBandOf } from '../election-odds.ts'
import { type Interval, lengthUs, overlap } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { Observations } from './observations.ts'

/** What needs etcd's quorum waits while nobody leads; a request that was sent meanwhile may never be answered. */
export function electionCauses(
  outage: Interval,
  bad: readonly Sample[],
  operation: Operation,
  { elections, timers }: Pick<Observations, 'elections' | 'timers'>,
): Cause[] {
  if (timers === undefined || !needsState(operation)) return []
  return elections.flatMap(election => {
    const shared = overlap(election, outage)
    if (shared === undefined) return []
    const { fromUs, toUs, ...event } = election
    const kind = event.termsElapsed > 1 ? 'repeated-election' : 'election'
    const band = electionBandOf(lengthUs(election) / 1000, timers)
    const own: Cause = { kind, ...shared, event, band }
    // etcd answers nothing that was proposed while it had no leader: measuring 2.4.
    const stuck = bad.flatMap(({ sentUs, endUs }): Cause[] => {
      if (sentUs === undefined || sentUs < fromUs || sentUs >= toUs) return []
      const beyond = overlap({ fromUs: toUs, toUs: endUs }, outage)
      return beyond ? [{ kind: 'lost-with-leader', ...beyond, event }] : []
    })
    return [own, ...stuck]
  })
}
