import { formatMs, formatUs } from '../../base/duration.ts'
import type { Operation, Sample } from '../../history/records.ts'
import { needsState } from '../../prediction/needs-state.ts'
import { type Election, electionWords } from '../election.ts'
import { type ElectionTimers, electionMsAt, electionShare } from '../election-odds.ts'
import { type Interval, lengthUs, overlap } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { Evidence } from './evidence.ts'

/** What needs etcd's quorum waits while nobody leads; a request that was sent meanwhile may never be answered. */
export function electionCauses(
  outage: Interval,
  bad: readonly Sample[],
  operation: Operation,
  { elections, timers }: Pick<Evidence, 'elections' | 'timers'>,
): Cause[] {
  if (timers === undefined || !needsState(operation)) return []
  return elections.flatMap(election => {
    const shared = overlap(election, outage)
    if (shared === undefined) return []
    const mechanism = election.rounds > 1 ? 'etcd election, more than one round' : 'etcd election'
    const event = electionWords(election)
    const own: Cause = { mechanism, ...shared, event, band: bandOf(election, timers) }
    // etcd answers nothing that was proposed while it had no leader: measuring 2.4.
    const stuck = bad.flatMap(({ sentUs, endUs }): Cause[] => {
      if (sentUs === undefined || sentUs < election.fromUs || sentUs >= election.toUs) return []
      const beyond = overlap({ fromUs: election.toUs, toUs: endUs }, outage)
      return beyond
        ? [{ mechanism: 'request lost with the leader', ...beyond, event: `sent while ${event} was under way` }]
        : []
    })
    return [own, ...stuck]
  })
}

/** What theory gives for an election that nobody prepared, and where this one lies in it. */
function bandOf(election: Election, timers: ElectionTimers): string {
  const tookMs = lengthUs(election) / 1000
  const [low, high] = [timers.electionMs - 2 * timers.heartbeatMs, 2 * timers.electionMs - timers.heartbeatMs]
  const share = Math.round(electionShare(tookMs, timers) * 100)
  const expected = `first candidate after ${formatMs(low)} to ${formatMs(high)}, median ${formatMs(electionMsAt(0.5, timers))}`
  return `${expected}; this took ${formatUs(lengthUs(election))}, percentile ${share}`
}
