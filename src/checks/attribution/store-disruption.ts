import type { Interval } from '../interval.ts'
import type { NodeEvent } from './node-event.ts'

/** How the datastore, or a part of it, fails those who ask it. */
export type StoreState =
  | 'etcd-no-quorum'
  | 'database-down'
  | 'store-read-only'
  | 'etcd-member-degraded'
  | 'etcd-member-frozen'
  | 'etcd-member-cut'
  | 'etcd-leader-degraded'
  | 'database-degraded'

/** A stretch in which the datastore answered nobody, or worse than it should. */
export interface StoreDisruption extends Interval {
  state: StoreState
  /** The nodes' own events. */
  events: NodeEvent[]
}
