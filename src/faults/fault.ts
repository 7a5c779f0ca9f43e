import type { Cluster } from '../cluster/cluster.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import type { EngineAction } from '../history/records.ts'
import type { Journal } from '../run/journal.ts'
import type { NodeId } from '../topology/node-id.ts'

/** Longer than any scenario holds a fault: by then its owner is stuck, and the reaper takes it back. */
export const undoDeadlineMs = 30 * 60_000

/** What a fault works with. */
export interface FaultContext {
  cluster: Cluster
  journal: Journal
  record: StreamWriter['write']
  /** Resolves with the engine's own event on this node, µs of the monotonic clock; asked before the act. */
  engineEvent(node: NodeId, action: EngineAction): Promise<{ atUs: number; exitCode?: number }>
  /** Keeps what a node's container knows and nobody else does, before it is removed. */
  keepWords(node: NodeId): Promise<void>
  signal: AbortSignal
}

/** One thing that goes wrong. It proves that it took effect, and heals. */
export interface Fault {
  /** The standard verb: `kill`, `stop`, `pause`. */
  kind: string
  /** What the engine tells when it is taken back. */
  healing: Extract<EngineAction, 'start' | 'unpause'>
  /** How long after its healing a node may still end by design, and be started again. */
  aftermathMs?: number
  /** Its undo is on disk before it acts; at a deadline the reaper plays it whatever the owner does. */
  inject(context: FaultContext, node: NodeId): Promise<Injected>
}

/** What an injection returns: evidence from an observer that is not the actor, and the way back. */
export interface Injected {
  beginUs: number
  evidence: string
  /** Takes it back; a second call is harmless. */
  heal(): Promise<void>
}
