import type { BalancerSession } from '../../history/history.ts'
import type { Sample } from '../../history/records.ts'
import type { Election } from '../election.ts'
import type { ElectionTimers } from '../election-odds.ts'
import type { Interval } from '../interval.ts'
import type { Away } from './away.ts'

/** Everything observed that may explain an outage. */
export interface Evidence {
  elections: readonly Election[]
  /** Absent where there is no etcd, which then elects nobody. */
  timers: ElectionTimers | undefined
  /** Servers that were ending, down, starting or frozen. */
  away: readonly Away[]
  /** The balancer's word on the connection of a sample. */
  sessionOf: (sample: Sample) => BalancerSession | undefined
  /** When the host was short of CPU. */
  shortOfCpu: readonly Interval[]
  /** How long the balancer waits for a server to take a connection, where that is known. */
  connectLimitMs: number | undefined
}
