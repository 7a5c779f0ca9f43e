import type { EtcdTimers } from '../../distributions/etcd-timers.ts'
import type { Greeting } from '../../prober/greeting.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { ImageRole } from '../../topology/image-role.ts'
import type { NodeContext } from '../distributions/node-context.ts'
import type { NodeContainer } from '../node-container.ts'

/** Where the cluster keeps its state: how servers find it, and the nodes of its own, if it has any. */
export interface Datastore {
  /** How servers find one that is apart from them; a password may be in it. */
  endpoint?(context: NodeContext): DatastoreEndpoint
  /** The timers of an etcd of its own. */
  etcdTimers?: EtcdTimers
  /** The nodes of its own. */
  nodes?: DatastoreNodes
}

/** Where servers find a datastore, behind TLS. */
export interface DatastoreEndpoint {
  url: string
  /** Whether it lets in only who shows a certificate of its authority. */
  asksCertificate: boolean
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
