import type { NodeId } from '../topology/node-id.ts'
import type { FormationStage } from './formation-stage.ts'
import type { LedgerRecord } from './ledger-records.ts'

/** Raised when a record changes its meaning; a reader takes the one before too, and refuses what it does not know. */
export const historySchemaVersion = 3

/** Every line of a stream: its place in that stream, and when, in integer microseconds of the monotonic clock. */
export interface RecordBase {
  seq: number
  atUs: number
}

/**
 * What one attempt does, from the lowest layer up: a TCP connection; a TLS handshake; `/readyz`; `/version`, which asks
 * no etcd; a read from the apiserver's cache; a read through etcd's quorum; a write; the delay until a watch tells an own
 * write; a name from the cluster's DNS; an answer of a Service's pod; an established stream that must stay open.
 */
export const operations = [
  'tcp-connect',
  'tls',
  'readyz',
  'static-read',
  'cached-read',
  'quorum-read',
  'write',
  'watch',
  'dns',
  'service',
  'stream',
] as const
export type Operation = (typeof operations)[number]

/** A new connection each time; one HTTP/1.1 connection kept; one HTTP/2 connection kept, without or with client-go's ping. */
export const connections = ['new', 'reused', 'reused-h2', 'reused-h2-ping'] as const
export type Connection = (typeof connections)[number]

/** Through the balancer, directly to one server, or from a pod through the `kubernetes` Service. */
export type ProbePath = 'lb' | `direct:${NodeId}` | 'in-cluster'

/** A series by its path, operation and connection kind. */
export type SeriesId = `${ProbePath}/${Operation}/${Connection}`

/** One probe's promise: what it sends, by which way, how often, and when a sample without success has failed. */
export interface SeriesDefinition {
  /** `lb/quorum-read/new`: path, operation and connection kind; unique within a run. */
  id: string
  path: ProbePath
  operation: Operation
  connection: Connection
  intervalMs: number
  deadlineMs: number
}

export const outcomes = [
  'ok',
  'refused',
  'reset',
  'no-route',
  'connect-timeout',
  'tls',
  'timeout',
  '429',
  '4xx',
  '5xx',
  'closed',
  'blocked',
  'void',
] as const
/**
 * What became of one attempt. `connect-timeout`: no connection within the deadline; `timeout`: no answer on one that
 * stood; `closed`: the other end closed in the middle; `blocked`: its reused connection was still busy; `void`: the
 * prober itself was late.
 */
export type Outcome = (typeof outcomes)[number]

/** One attempt. Times in µs of the monotonic clock; `atUs` of the record is when it was written down. */
export interface Sample extends RecordBase {
  type: 'sample'
  series: string
  /** Number within its series, from 0. */
  n: number
  intendedUs: number
  /** Absent when nothing was sent (`blocked`, `void`). */
  sentUs?: number
  connectedUs?: number
  firstByteUs?: number
  endUs: number
  /** The client's own port of the connection: by it the balancer's log tells which server this attempt met. */
  localPort?: number
  outcome: Outcome
  /** Words for people: HTTP status and reason, or the error's code. */
  detail?: string
  /** A write's object, and the version the server gave it when it acknowledged. */
  object?: string
  resourceVersion?: string
  /** True once a byte of the request may have left: a failed write is then indeterminate, not rejected. */
  requestSent?: boolean
}

/** Phases are labels for people; checks use the faults' own intervals. */
export type PhaseName = 'form' | 'steady' | 'change' | 'fault' | 'hold' | 'heal' | 'settle' | 'final' | 'control'

export type HarnessRecord = RecordBase &
  (
    | { type: 'start'; writer: 'harness'; schema: number }
    | { type: 'phase'; phase: PhaseName; at: 'begin' | 'end' }
    /** A step of formation, when it was reached. */
    | { type: 'stage'; stage: FormationStage; node?: NodeId }
    /** The call that injects was sent. */
    | {
        type: 'fault'
        fault: string
        step: 'call'
        kind: string
        node: NodeId
        selector: string
        reason: string
        effect: FaultEffect
      }
    /** The engine's event (or another observer) shows that it bit; `atUs` is the event's time. */
    | { type: 'fault'; fault: string; step: 'begin'; evidence: string }
    /** Observed role of the victim before the act, or its loss after. */
    | { type: 'fault'; fault: string; step: 'role'; evidence: string; proven: boolean; ageMs?: number }
    /** A second observer, that is not the actor. */
    | { type: 'fault'; fault: string; step: 'proof'; evidence: string; proven: boolean }
    | { type: 'fault'; fault: string; step: 'heal-call' | 'healed'; evidence?: string }
    /** From here on faults strike by a schedule: how many, as planned. */
    | { type: 'schedule'; seed: number; faults: number }
    /** A fault of the schedule that could not act, and why. */
    | { type: 'skipped'; kind: string; selector: string; reason: string }
    /** Containers' starts, ends and pauses as the engine tells them. */
    | { type: 'engine'; node: NodeId; action: EngineAction; exitCode?: number }
    | { type: 'node'; node: string; ready: 'True' | 'False' | 'Unknown' }
    /** `disruption`: of one that is gone, why the cluster ended it, in its own word. */
    | { type: 'pod'; pod: string; stage: PodStage; node?: string; purpose: PodPurpose; disruption?: string }
    | LeaseRecord
    /** The server over which an agent's calls go, as the agent's own sockets show it; none while they go nowhere. */
    | { type: 'carrier'; agent: NodeId; server?: NodeId }
    /** An agent's kubelet renewed the lease of its Node. */
    | { type: 'heartbeat'; node: string }
    | { type: 'endpoints'; addresses: string[] }
    | { type: 'members'; members: MemberRecord[]; purpose: 'formed' | 'changed' | 'final' }
    /** A server is added to the cluster from here on; it joins through another one. */
    | { type: 'addition'; node: NodeId; ip: string; through: NodeId }
    /** A server that the cluster must refuse tries to join from here on: it comes with this defect. */
    | { type: 'intruder'; node: NodeId; ip: string; through: NodeId; defect: string }
    /** What one server's audit log says of a request by a lease's holder; `atUs` is when the server received it. */
    | { type: 'audit'; node: NodeId; user: string; verb: string; resource: string; name: string; code: number }
    /** The positive control: a packet filter on the wire between client:0 and lb:0, set or taken away at most `withinUs` before. */
    | { type: 'control'; kind: ControlKind; step: 'begin' | 'end'; withinUs: number; evidence: string }
    /** The positive control could not be planted, and why. */
    | { type: 'control'; kind: ControlKind; step: 'refused'; evidence: string }
    /** A named fact that a check needs at the end: `server:1 voter`, its truth, and what was seen. */
    | { type: 'final'; subject: string; holds: boolean; seen: string }
    /** One answer of a recovery condition becoming true: `member`, `voter`, `ready`, `endpoints`, `balancer`. */
    | { type: 'recovered'; node: NodeId; stage: RejoinStage; evidence: string }
    /** What somebody says of such a cluster, put to the test: whether it was true, what was seen, and whether it had to be. */
    | { type: 'claim'; claim: string; holds: boolean; seen: string; must: boolean }
    /** A command run inside a node's container, and what it said, without secrets. */
    | { type: 'command'; node: NodeId; command: string; exitCode: number; output: string }
    | { type: 'note'; text: string }
    /** The story was not told to its end, and why. */
    | { type: 'broken-off'; reason: string }
    /** Share of the quarter of a second before in which some task of the host waited for a CPU, 0 to 1. */
    | { type: 'host'; cpuWaitShare: number }
    /** What memory a node's container held, without file pages that the kernel would give up. */
    | { type: 'memory'; node: NodeId; bytes: number }
    /** The wall clock was set, by this much, against the monotonic one. */
    | { type: 'clock-step'; stepMs: number }
    | { type: 'end' }
  )

/** What a fault does to its node as long as it lasts: what there is to explain by it. */
export type FaultEffect =
  /** All its processes end. */
  | {
      does: 'end'
      /** They are told to, and say goodbye to those who are connected. */
      graceful?: true
      /** They take no more connections first, and end when those that stand have ended. */
      drains?: true
      /** Its kernel says nothing either, as without power. */
      silent?: true
      /** What it is known by is gone with them: it comes back as another member of etcd. */
      losesIdentity?: true
    }
  /** All its processes stand still. */
  | { does: 'freeze' }
  /** No packet passes between it and these nodes; one way only, packets pass `in`to it or `out` of it. */
  | { does: 'cut'; from: NodeId[]; lost: 'both' | 'in' | 'out' }
  /** It goes on, and the datastore that it is part of takes no more writes. */
  | { does: 'read-only' }
  /** It goes on, worse than before. */
  | {
      does: 'degrade'
      /** All that it suffers is that longer packets are lost, in bytes of IP. */
      aboveBytes?: number
    }

/** A lease as last read. Times and lengths in ms, by the holder's wall clock; an empty holder has released it. */
export interface LeaseRecord {
  type: 'lease'
  lease: string
  holder: string
  renewTimeMs: number
  transitions: number
  acquireTimeMs?: number
  /** How long after its last renewal nobody else may take it. */
  durationMs?: number
}

export const controlKinds = ['reset', 'drop'] as const
/** `reset`: every packet that client:0 sends is answered with RST; `drop`: none arrives, either way. */
export type ControlKind = (typeof controlKinds)[number]

/** What the engine tells of a node's container. */
export const engineActions = ['start', 'die', 'kill', 'stop', 'pause', 'unpause', 'oom'] as const
export type EngineAction = (typeof engineActions)[number]

/** `started`: its container has; `running`: the API says so of the pod; `gone`: it was deleted. */
export type PodStage = 'created' | 'bound' | 'started' | 'running' | 'gone'
/** Made to try the scheduler, or a replica that runs from formation on. */
export type PodPurpose = 'schedule' | 'replica'

export const rejoinStages = ['member', 'voter', 'ready', 'endpoints', 'balancer', 'answers'] as const
export type RejoinStage = (typeof rejoinStages)[number]

/** One member of etcd; ids are strings, they exceed 2^53. */
export interface MemberRecord {
  node: NodeId | undefined
  name: string
  id: string
  voter: boolean
}

export type ProberRecord =
  | Sample
  | (RecordBase &
      (
        | { type: 'start'; writer: string; schema: number }
        | { type: 'series'; definition: SeriesDefinition }
        /** What one etcd member says of itself; written when it changes and once a second. */
        | { type: 'etcd'; node: NodeId; member: string; leader: string; term: string }
        | { type: 'etcd-silent'; node: NodeId; detail: string }
        /** The prober's own health over the second before: the longest delay of its event loop. */
        | { type: 'health'; loopDelayMaxMs: number }
        | { type: 'end' }
      ))

/** The balancers' stream: what their logs tell of client:0's connections, written when one ended, and of servers. */
export type BalancerRecord = RecordBase &
  (
    | { type: 'start'; writer: string; schema: number }
    | {
        type: 'session'
        /** When it began, by the balancer's session time; `atUs` is when it ended. */
        fromUs: number
        /** The client's port. */
        port: number
        /** Addresses in the order they were tried; the last one took the connection if `status` is 200. */
        upstreams: string[]
        /** Time spent on each, in ms; null where it never stood. */
        connectMs: (number | null)[]
        status: string
        /** Attempts before the last server, of a balancer that does not name them. */
        retries?: number
        /** How it ended, in the balancer's own letters. */
        end?: string
      }
    /** The balancer's own checks took a server out or back in; a name is its file's own where it names no node. */
    | { type: 'upstream'; balancer: NodeId; server: NodeId | string; isUp: boolean; reason: string }
    /** A balancer took the address that it shares with another, or gave it up. */
    | { type: 'address'; balancer: NodeId; holds: boolean }
    | { type: 'end' }
  )

export type HistoryRecord = HarnessRecord | ProberRecord | LedgerRecord | BalancerRecord
