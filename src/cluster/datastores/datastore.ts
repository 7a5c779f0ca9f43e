import type { ImageRole } from '../../images/image-set.ts'
import type { Greeting } from '../../prober/greeting.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeContext, NodeFile } from '../distributions/distribution.ts'
import type { NodeContainer } from '../node-container.ts'

/** Where the cluster keeps its state: what servers are told of it, and the nodes of its own, if it has any. */
export interface Datastore {
  /** How a server finds it, as far as anybody may know. */
  serverArgs(context: NodeContext, server: NodeAddress): string[]
  /** Settings of a server with a secret in them, for its configuration file. */
  serverConfig?(context: NodeContext): Record<string, string>
  /** Files of a server, such as certificates. */
  serverFiles?(context: NodeContext): NodeFile[]
  /**
   * When the other servers start: with the first one, as soon as they can join it, or when it serves its API. kine's lists
   * miss what others write at that moment (docs/datastores.md), so who starts beside a server that fills an empty database
   * may wait forever for what it never sees.
   */
  othersStart: 'at-once' | 'when-joinable' | 'when-first-ready'
  /** The timers of an etcd of its own. */
  etcdTimers?: EtcdTimers
  /** The nodes of its own. */
  nodes?: DatastoreNodes
}

/** etcd's heartbeat and election timeout. */
export interface EtcdTimers {
  heartbeatMs: number
  electionMs: number
}

/** Nodes that keep nothing but state. */
export interface DatastoreNodes {
  image: ImageRole
  container(context: NodeContext, node: NodeAddress): Omit<NodeContainer, 'image'>
  /** How client:0 has a first word of a database; of etcd it asks the status. */
  greeting?: Greeting
  /** Run in such a node, it asks there what a server would ask, as it would: by address, over TLS. Ends with 0 when answered. */
  query(node: NodeAddress): string[]
  /** What its SQL can be told beside. */
  sql?: SqlControl
}

/** Commands to run in the node of a SQL database. */
export interface SqlControl {
  port: number
  /** A change of nothing, as a server would make it: by address, over TLS. Ends with 0 when it was taken. */
  write(node: NodeAddress): string[]
  /** Ends every connection that came over the network, as its administrator may; says how many. */
  endConnections: string[]
  /** How it is told to take no change any more, from anybody but its administrator. */
  refuseChanges: {
    /** The file of settings that it reads, and the line that says so; undefined where it forgets the setting when it ends. */
    file?: { path: string; line: string }
    start: string[]
    end: string[]
  }
}
