import type { NodeId } from '../topology/node-id.ts'

/** What the time of a moment of recovery does not say. */
export type StageDetail =
  /** Requests went on all the time. */
  | { kind: 'never-gone' }
  | { kind: 'longest-outage'; us: number }
  /** From the fault until every node was back. */
  | { kind: 'degraded-for'; us: number }
  /** Pods needed no successors: this node was Ready again before they were given up. */
  | { kind: 'not-needed'; node: NodeId }
