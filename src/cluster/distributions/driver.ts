import type { DatastoreWord } from '../../distributions/datastore-word.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { Topology } from '../../topology/topology.ts'
import type { NodeContainer } from '../node-container.ts'
import type { JoinQuestion } from './join-question.ts'
import type { NodeContext, NodeFile, PodImage } from './node-context.ts'
import type { ServingCertificate } from './serving-certificate.ts'
import type { TokenRotation } from './token-rotation.ts'

/** What is done to the nodes of one distribution; what is known of it is in `distributions`. */
export interface DistributionDriver {
  /** Draws what a new cluster's nodes must know beside its token. */
  drawSecrets?(): Record<string, string>
  /** What the container of a server or an agent runs, and what it has beside the usual. */
  container(context: NodeContext, node: NodeAddress): Pick<NodeContainer, 'command' | 'tmpfs' | 'files'>
  /**
   * When the other servers start: with the first one, as soon as they can join it, or when it serves its API. Of a
   * datastore with nodes of its own, after these.
   */
  othersStart(datastore: DatastoreWord): 'at-once' | 'when-joinable' | 'when-first-ready'
  /** What the first server is asked until others can join it. */
  joinable(cluster: Pick<NodeContext, 'token' | 'drawn'>): JoinQuestion
  /** The certificates that a server presents and shares with no other. */
  serving(topology: Topology): ServingCertificate[]
  /** Imports the pods' image of this role by hand, for a node that did not at its start. */
  importPodImage(role: PodImage['role']): string[]
  /** Removes a member of etcd, by its id, run on a server that is ready; absent where it goes with its Node. */
  removeMember?(member: string): string[]
  /** Run in a server with a member of etcd, makes it disarm the alarm that it is out of space. */
  disarmAlarm: string[]
  /** How the cluster's token is changed while it runs; absent where that does nothing to the nodes. */
  tokenRotation?: TokenRotation
  /** Files with which a node that is down ends at every start, or never serves again; all else of its settings stays. */
  refusedFiles: NodeFile[]
  /** A script for a server that runs: from its next start on it refuses every third one. */
  refuseEveryThirdStart?: string
  /** The configuration of a joiner that must be refused. */
  refusedJoiner?: Record<JoinDefect, (token: string) => string>
}

/** What is wrong about a joiner: another token, or a setting that must be the same on all servers. */
export type JoinDefect = 'token' | 'cluster-cidr'
