import type { NodeId } from '../topology/node-id.ts'
import type { FaultEffect } from './records.ts'

/** What an observer saw of a fault. */
export interface FaultEvidence {
  step: 'begin' | 'role' | 'proof' | 'heal-call' | 'healed'
  atUs: number
  text: string
  /** False where an observer did not see what it should. */
  proven: boolean
  /** Of a role that was seen before the act: how old that sight was, in ms. */
  ageMs?: number
}

/** One fault at one node: what it does, to whom, and when. Times in µs of one clock. */
export interface FaultInstance {
  id: string
  kind: string
  node: NodeId
  selector: string
  reason: string
  effect: FaultEffect
  /** When the call that injects it was sent. */
  calledUs: number
  /** When it took effect, by an observer's word; absent if nothing shows that it did. */
  beganUs?: number | undefined
  /** When the call that heals it was sent. */
  healCalledUs?: number | undefined
  healedUs?: number | undefined
  /** When it was over for its node: it was taken back, or the node was started again before that; absent while it lasts. */
  overUs?: number | undefined
  /** When its node was back in every respect; absent if that was not seen. */
  backUs?: number | undefined
  /** Who led etcd just before. */
  leader?: NodeId | undefined
  /** Who held which lease just before, by the lease's name. */
  holders: Readonly<Record<string, NodeId>>
  /** It was drawn because it hosts a replica of the cluster's DNS. */
  hostsDns?: true
  /** In the order in which it was recorded; a role may have been seen before the call. */
  evidence: FaultEvidence[]
}

/** A fault that no record tells of: one that a prediction assumes, at the clock's zero and for good unless it is said. */
export const assumedFault = (
  fault: Pick<FaultInstance, 'kind' | 'node' | 'effect'> & Partial<FaultInstance>,
): FaultInstance => ({
  id: fault.kind,
  selector: fault.node,
  reason: 'assumed',
  calledUs: 0,
  holders: {},
  evidence: [],
  ...fault,
})
