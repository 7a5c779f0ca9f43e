/** A part of a node that is a process of its own, and what becomes of it after a SIGKILL. */
export interface NodePart {
  /** The name of its program, or its first argument. */
  name: string
  /** Who starts it again: the engine by its restart policy, as the whole node ends with it; the node's first process; its kubelet. */
  startedBy: 'restart policy' | 'init' | 'kubelet'
  /** When it runs again at the latest. */
  backWithinMs: number
}
