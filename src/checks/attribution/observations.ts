import type { BalancerSession } from '../../history/history.ts'
import type { ProbePath, Sample } from '../../history/records.ts'
import type { Election } from '../election.ts'
import type { ElectionTimers } from '../election-odds.ts'
import type { Interval } from '../interval.ts'
import type { Cause, UpstreamOut } from './cause.ts'
import type { NodeDisruption } from './node-disruption.ts'
import type { RetransmissionWindow } from './retransmission-windows.ts'
import type { Returning } from './returning.ts'
import type { StoreDisruption } from './store-disruption.ts'

/** Everything observed that may explain an outage. */
export interface Observations {
  elections: readonly Election[]
  /** Absent where there is no etcd, which then elects nobody. */
  timers: ElectionTimers | undefined
  /** Nodes that did not serve as they should, and those that were coming back. */
  disruptions: readonly (NodeDisruption | Returning)[]
  /** When the datastore answered nobody, or worse than it should. */
  storeDisruptions: readonly StoreDisruption[]
  /** Where `lb` leads: without a balancer to server:0 itself. */
  entry: ProbePath
  /** The balancer's word on the connection of a sample. */
  sessionOf: (sample: Sample) => BalancerSession | undefined
  /** Why the balancer took the server of a session out. */
  takenOut: (session: BalancerSession) => UpstreamOut
  /** Stretches in which the way through the balancers was closed, and what closed it. */
  unavailable: readonly Cause[]
  /** When a connection that stood before may still have carried nothing. */
  retransmissions: readonly RetransmissionWindow[]
  /** When a series first sent on the connection from this port; undefined where each attempt has one of its own. */
  connectedSince: (localPort: number) => number | undefined
  /** When the host was short of CPU. */
  shortOfCpu: readonly Interval[]
  /** How long the balancer waits for a server to take a connection, where that is known. */
  connectLimitMs: number | undefined
}
