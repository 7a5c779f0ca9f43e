import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeContext, NodeFile } from '../distributions/distribution.ts'
import type { NodeContainer } from '../node-container.ts'

/** Where the cluster keeps its state: what servers are told of it, and the nodes of its own, if it has any. */
export interface Datastore {
  /** How a server finds it. */
  serverArgs(context: NodeContext, server: NodeAddress): string[]
  /** Settings of a server with a secret in them, for its configuration file. */
  serverConfig?(context: NodeContext): Record<string, string>
  /** Files of a server, such as certificates. */
  serverFiles?(context: NodeContext): NodeFile[]
  /** One node of its own. */
  container?(context: NodeContext, node: NodeAddress): NodeContainer
  /** Whether the servers may all start at once, because none of them joins another. */
  isShared: boolean
}
