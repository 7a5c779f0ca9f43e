import type { Operation, PodStage, RejoinStage } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'

/** A moment of recovery from a fault; `node` is the fault's own. */
export type StageKind =
  /** Requests succeed again: those of `client:0`, or those of pods. */
  | { kind: 'operation-back'; operation: Operation; by: 'client' | 'pod' }
  | { kind: 'not-ready'; node: NodeId }
  | { kind: 'lease-moved'; lease: string }
  | { kind: 'endpoints-without'; node: NodeId }
  | { kind: 'endpoints-with'; node: NodeId }
  /** A pod that is created to try the scheduler. */
  | { kind: 'new-pod'; stage: Extract<PodStage, 'bound' | 'started' | 'running'> }
  | { kind: 'pods-replaced'; node: NodeId }
  | { kind: 'rejoined'; node: NodeId; stage: RejoinStage }
  | { kind: 'redundancy-restored' }
