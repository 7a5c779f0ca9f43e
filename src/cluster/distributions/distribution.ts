import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Topology } from '../../topology/topology.ts'

/** What every server of one cluster shares. */
export interface ServerContext {
  topology: Topology
  nodes: NodeAddress[]
  /** The cluster's secret; it travels in a file of mode 0600 only. */
  token: string
  /** Images for the pods' runtime, as an archive. */
  podImages: Uint8Array
  /** By which server one joins a cluster that stands; of one that is forming the first server founds it. */
  through?: NodeId
}

/** A file to lay into a node before its first start. */
export interface NodeFile {
  path: string
  mode: number
  content: string | Uint8Array
  /** Of the directory it lies in. */
  directoryMode?: number
}

/** How one kind of Kubernetes is started and known to be ready. */
export interface Distribution {
  command(context: ServerContext, server: NodeAddress): string[]
  files(context: ServerContext, server: NodeAddress): NodeFile[]
  tmpfs: string[]
  /** Where this server keeps the audit log that we asked for; undefined when the user set up another. */
  auditLog(topology: Topology, server: NodeId): string | undefined
  /** Where a server keeps what the harness reads: configuration, kubeconfig and the identity of an etcd client. */
  paths: { configuration: string; kubeconfig: string; etcdCa: string; etcdCert: string; etcdKey: string }
  /** Imports the pods' images by hand, for a server that did not at its start. */
  importPodImages: string[]
  /** A path that answers 200 to this authorization once a joiner may come. */
  joinable(token: string): { path: string; authorization: string }
  /** etcd's timers as this distribution sets them. */
  etcdTimers: { heartbeatMs: number; electionMs: number }
}
