/** A part of a node that is a process of its own, and what becomes of it after a SIGKILL. */
export interface NodePart {
  /** The name of its program, or its first argument. */
  name: string
  /** What ends with it. */
  ends: 'node' | 'part'
  /** Who starts it again: the engine by its restart policy, the node's first process, or its kubelet. */
  startedBy: 'restart policy' | 'init' | 'kubelet'
  /** When it runs again at the latest. */
  backWithinMs: number
}
