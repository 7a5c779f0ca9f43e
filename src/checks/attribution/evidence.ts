import type { BalancerSession } from '../../history/history.ts'
import type { ProbePath, Sample } from '../../history/records.ts'
import type { Election } from '../election.ts'
import type { ElectionTimers } from '../election-odds.ts'
import type { Interval } from '../interval.ts'
import type { Away } from './away.ts'
import type { Cause } from './cause.ts'
import type { QuietLine } from './quiet-lines.ts'
import type { Returning } from './returning.ts'
import type { StoreAway } from './store-away.ts'

/** Everything observed that may explain an outage. */
export interface Evidence {
  elections: readonly Election[]
  /** Absent where there is no etcd, which then elects nobody. */
  timers: ElectionTimers | undefined
  /** Nodes that did not serve as they should, and those that were coming back. */
  away: readonly (Away | Returning)[]
  /** When the datastore answered nobody. */
  storeAway: readonly StoreAway[]
  /** When it answered worse than it should, or not everybody. */
  storeHindered: readonly StoreAway[]
  /** Where `lb` leads: without a balancer to server:0 itself. */
  entry: ProbePath
  /** The balancer's word on the connection of a sample. */
  sessionOf: (sample: Sample) => BalancerSession | undefined
  /** Why the balancer took the server of a session out, in words. */
  takenOut: (session: BalancerSession) => string
  /** Stretches in which the way through the balancers was closed, and what closed it. */
  closed: readonly Cause[]
  /** When a connection that stood before may still have carried nothing. */
  quiet: readonly QuietLine[]
  /** When a series first sent on the connection from this port; undefined where each attempt has one of its own. */
  connectedSince: (localPort: number) => number | undefined
  /** When the host was short of CPU. */
  shortOfCpu: readonly Interval[]
  /** How long the balancer waits for a server to take a connection, where that is known. */
  connectLimitMs: number | undefined
}
