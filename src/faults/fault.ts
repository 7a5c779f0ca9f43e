import type { Drawing } from '../chaos/drawing.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { KernelFeatures } from '../engine/kernel-features.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import type { EngineAction, FaultEffect } from '../history/records.ts'
import type { Journal } from '../run/journal.ts'
import type { NodeId, Role } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { Proof } from './proof.ts'

/** Longer than any scenario holds a fault: by then its owner is stuck, and the reaper takes it back. */
export const undoDeadlineMs = 30 * 60_000

/** What a fault works with. */
export interface FaultContext {
  /** Unique within the run, `kill-1`. */
  faultId: string
  cluster: Cluster
  journal: Journal
  record: StreamWriter['write']
  /** All nodes that the same call names, this one among them. */
  group: readonly NodeId[]
  /**
   * Says that all is prepared and the act comes next: the node's role is looked at again, for it may have moved since.
   * @throws RoleMovedError when it has; then nothing must be left behind
   */
  aboutToAct(): Promise<void>
  /** Resolves with the engine's own event on this node, µs of the monotonic clock; asked before the act. */
  engineEvent(node: NodeId, action: EngineAction): Promise<{ atUs: number; exitCode?: number }>
  /** Keeps what a node's container knows and nobody else does, before it is removed. */
  keepWords(node: NodeId): Promise<void>
  signal: AbortSignal
}

/** What the kernel under an engine must have for a fault, beside containers. */
export type KernelNeed = Exclude<keyof KernelFeatures, 'privileged'>

/** One thing that goes wrong. It proves that it took effect, and heals. */
export interface Fault {
  /** The standard verb: `kill`, `stop`, `pause`. */
  kind: string
  /** What it does to a node, in one line for those who choose. */
  summary: string
  /** The roles of the nodes that it can strike. */
  targetRoles: readonly Role[]
  /** How schedules draw it. @default never */
  drawn?: Drawing
  needs?: readonly KernelNeed[]
  /** Why it cannot be on this topology; undefined when it can. */
  refusal?(topology: Topology): string | undefined
  /** Of the nodes that a call names those that have something to suffer. @default all */
  among?(group: readonly NodeId[]): readonly NodeId[]
  /** What it does to `node` when a call names this group of nodes. @throws FaultError for a group that it cannot strike */
  effect(node: NodeId, group: readonly NodeId[], topology: Topology): FaultEffect
  /** How long after its healing a node may still end by design, and be started again. */
  aftermathMs?: number
  /** Its undo is on disk before it acts; at a deadline the reaper plays it whatever the owner does. */
  inject(context: FaultContext, node: NodeId): Promise<Injected>
}

/** Something seen, and when. */
export interface Sight {
  /** µs of the monotonic clock. */
  atUs: number
  evidence: string
}

/** What an injection returns: evidence from an observer that is not the actor, and the way back. */
export interface Injected {
  begin: Sight
  /** A second observer that saw it bite. @default the node, asked directly, does not answer as what it is */
  proof?(): Promise<Proof>
  /** Of a fault that passes by itself: settles when it has; it is healed then. */
  over?: Promise<unknown>
  /** Takes it back, and says who saw it gone; a second call is harmless. */
  heal(): Promise<Sight>
}
