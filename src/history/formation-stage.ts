import type { NodeId } from '../topology/node-id.ts'

/** The steps of a formation: of one node where one is named, else of the cluster. */
export const formationStages = [
  'started',
  /** A node that had ended, as its machine's supervisor would start it. */
  'started-again',
  /** A node of the datastore's own. */
  'answers',
  'datastore-ready',
  'etcd-answers',
  /** The first server answers what others ask before they join it. */
  'joinable',
  'api-ready',
  'members-vote',
  'nodes-ready',
  'pod-image-imported',
  'coredns-ready',
  'metrics-server-ready',
  /** A write through the load balancer succeeded. */
  'formed',
  'replicas-running',
] as const
export type FormationStage = (typeof formationStages)[number]

/** A step of a formation that was reached, in ms from the begin. */
export interface FormationStep {
  stage: FormationStage
  node?: NodeId
  afterMs: number
}
