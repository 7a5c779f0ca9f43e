import type { EtcdTimers } from '../distributions/etcd-timers.ts'
import type { LongestStart, Start } from '../topology/longest-start.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Band } from './timers.ts'

/** Why nobody has an answer for as long as faults last. */
export type ClosureBasis =
  | { kind: 'balancers-away'; count: number }
  | { kind: 'servers-away'; servers: readonly NodeId[] }
  | { kind: 'database-away' }
  | { kind: 'quorum-lost' }
  | { kind: 'read-only' }

/** Which part a fault plays in a series that the rest still serves. */
export type DisruptionBasis =
  | { kind: 'address-handed-over' }
  | { kind: 'address-moves' }
  /** A load balancer's file of the user's own: nothing is known of it. */
  | { kind: 'own-balancer-file' }
  | { kind: 'connect-limit'; limitMs: number }
  | { kind: 'other-servers' }
  /** A connection may be led to the lost server anew, until a check has failed; without `untilMs` as long as it is lost. */
  | { kind: 'led-again'; untilMs?: number }
  /** What is in flight at a server that ends has this long. */
  | { kind: 'graceful-end'; graceMs: number }
  | { kind: 'reconnect' }
  /** Who is first to give up a kept connection that says nothing, and after how long. */
  | { kind: 'silent-connection'; endedBy: 'nobody' }
  | { kind: 'silent-connection'; endedBy: 'check' | 'client' | 'server'; afterMs: number }
  | { kind: 'leadership-handed-over' }
  | ElectionBasis
  | { kind: 'other-members' }
  | { kind: 'silent-member' }

type ElectionBasis = {
  kind: 'election'
  /** Who waits for it: requests of the series, or the load balancer's checks alone. */
  waits: 'requests' | 'checks'
  band: Band
  timers: EtcdTimers
  /** For how long a request that was lost with the leader keeps its connection; absent where none can be. */
  lostRequestMs?: number
}

/** What pods lose with a node that hosts what they ask for: all of it, or one of several; until this long after the fault. */
type HostBasis = {
  kind: 'only-pod-lost' | 'one-pod-lost'
  band: Band
  /** Whether its node was given up by then, or is back before. */
  until: 'given-up' | 'back'
}

/** Why theory has no number, or nothing to say. */
type NoBasis =
  | { kind: 'no-theory' }
  | { kind: 'degraded'; fault: string; node: NodeId }
  | { kind: 'no-fault' }
  | { kind: 'only-agents' }
  | { kind: 'untouched' }

/** What the prediction for a series rests on. */
export type SeriesBasis = ClosureBasis | DisruptionBasis | HostBasis | NoBasis

/** What the prediction for a new pod rests on. */
export type ScheduleBasis =
  | { kind: 'no-theory' }
  | { kind: 'state-away' }
  | { kind: 'scheduler-kept' }
  | { kind: 'scheduler-unknown' }
  | { kind: 'scheduler-elsewhere' }
  | { kind: 'scheduler-moves'; band: Band }

/** What the prediction for an agent's calls rests on. */
export type FailoverBasis =
  | { kind: 'no-other-server' }
  | { kind: 'led-by-balancer' }
  | { kind: 'silent-tunnel'; silentMs: number }
  /** When the server has ended, and how often it is looked at. */
  | { kind: 'tunnel-closes'; closesMs: number; looksMs: number }

/** What the prediction for a node's start rests on: its parts, in ms. */
export type StartBasis = {
  kind: 'start'
  start: Start
  longest: LongestStart
  /** For how long from then on nobody answers who keeps the state; absent where somebody does. */
  stateAwayMs?: number
  /** What it takes once more, for another fault strikes meanwhile; absent where none does. */
  againMs?: number
}

/** What a prediction rests on: a kind, and the numbers behind it. */
export type Basis = SeriesBasis | ScheduleBasis | FailoverBasis | StartBasis

/** Whether clients wait for a leader of etcd. */
export const namesElection = ({ kind }: Basis): boolean => kind === 'election' || kind === 'leadership-handed-over'
