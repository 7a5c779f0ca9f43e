import type { NodeId } from '../../topology/node-id.ts'
import type { LeaderChange } from '../election.ts'
import type { ElectionBand } from '../election-odds.ts'
import type { Interval } from '../interval.ts'
import type { NodeState } from './node-disruption.ts'
import type { NodeEvent } from './node-event.ts'
import type { StoreState } from './store-disruption.ts'

/** The checks of a balancer took a server out; a name is its file's own where it names no node. */
export interface UpstreamOut {
  /** Absent where nothing tells which one. */
  server?: NodeId | string
  /** By the balancer's own word. */
  reason?: string
}

/** What can explain a part of an outage, each with what the event that shows it tells. */
export interface CauseEvents
  extends Record<`server-${NodeState | 'returning'}`, NodeEvent>,
    Record<`balancer-${NodeState}`, NodeEvent>,
    Record<StoreState, NodeEvent[]>,
    Record<`sent-while-${StoreState}`, NodeEvent[]> {
  /** Nobody led etcd. */
  election: LeaderChange
  /** Nobody led etcd, for more than one term. */
  'repeated-election': LeaderChange
  /** A request that was sent while nobody led, and is never answered. */
  'lost-with-leader': LeaderChange
  /** The balancer tried servers first that did not take the connection; `unnamed` where it does not name them all. */
  'upstream-retry': { connections: number; servers: string[]; unnamed?: true }
  /** The balancer shut the connection, because it had taken its server out. */
  'upstream-out': UpstreamOut
  /** Checks had taken every server out; the last one of them. */
  'all-upstreams-out': UpstreamOut & { balancer: NodeId }
  /** The address that two balancers share was on its way to the other one. */
  'address-moving': { lost: NodeEvent; taker: NodeId; afterUs: number }
  /** A kept connection waited until TCP sent again. */
  retransmission: NodeEvent
  /** Tasks of the host waited for a CPU, for this share of the time at least. Nothing of the cluster. */
  'host-cpu': { waitShare: number }
  /** Nobody looked until the next attempt of the series. */
  'next-attempt': { intervalMs: number }
}

export type CauseKind = keyof CauseEvents

/** A cause of one kind. */
export interface CauseOf<Kind extends CauseKind> extends Interval {
  kind: Kind
  event: CauseEvents[Kind]
  /** Of an election: what theory gives for it. */
  band?: ElectionBand
}

/** A part of an outage with a name, resting on an observed event. */
export type Cause = { [Kind in CauseKind]: CauseOf<Kind> }[CauseKind]
