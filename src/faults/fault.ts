import type { Cluster } from '../cluster/cluster.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import type { Journal } from '../run/journal.ts'
import type { NodeId } from '../topology/node-id.ts'

/** What a fault works with. */
export interface FaultContext {
  cluster: Cluster
  journal: Journal
  record: StreamWriter['write']
  /** Resolves with the engine's own event on this node, µs of the monotonic clock; asked before the act. */
  engineEvent(node: NodeId, action: 'kill' | 'die' | 'start'): Promise<{ atUs: number; exitCode?: number }>
  signal: AbortSignal
}

/** One thing that goes wrong. It proves that it took effect, and heals. */
export interface Fault {
  /** The standard verb: `kill`, `stop`. */
  kind: string
  /** How long its undo may be outstanding before the reaper takes it back. */
  inject(context: FaultContext, node: NodeId): Promise<Injected>
}

/** What an injection returns: evidence from an observer that is not the actor, and the way back. */
export interface Injected {
  beginUs: number
  evidence: string
  /** Takes it back; a second call is harmless. */
  heal(): Promise<void>
}
