import type { ImageRecord } from '../../history/manifest.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Topology } from '../../topology/topology.ts'
import type { EtcdTimers } from '../datastores/datastore.ts'
import type { DatastoreSecrets } from '../datastores/draw-secrets.ts'

/** What every node of one cluster shares. */
export interface NodeContext {
  topology: Topology
  nodes: NodeAddress[]
  /** The cluster's secret; it travels in a file of mode 0600 only. */
  token: string
  secrets: DatastoreSecrets
  /** Images for the pods' runtime, each as an archive. */
  podImages: readonly PodImage[]
  /** By which server one joins a cluster that stands; of one that is forming the first server founds it. */
  through?: NodeId
}

/** An image that pods run, for a node that reaches no registry. */
export interface PodImage {
  role: ImageRecord['role']
  archive: Uint8Array
}

/** A file to lay into a node before its first start. */
export interface NodeFile {
  path: string
  mode: number
  content: string | Uint8Array
  /** Of the directory it lies in. */
  directoryMode?: number
}

/** A certificate that a server presents, and where. */
export interface ServingCertificate {
  /** PEM files of the certificate, of which there may be a chain, and of its authority's key. */
  file: string
  authorityKey: string
  port: number
  /** Whose authority it is. */
  of: 'api' | 'etcd'
}

/** How one kind of Kubernetes is started and known to be ready. */
export interface Distribution {
  /** Of a server or an agent. */
  command(context: NodeContext, node: NodeAddress): string[]
  files(context: NodeContext, node: NodeAddress): NodeFile[]
  tmpfs: string[]
  /** Where this server keeps the audit log that we asked for; undefined when the user set up another. */
  auditLog(topology: Topology, server: NodeId): string | undefined
  /** Where a server keeps what the harness reads: configuration, kubeconfig, token and the identity of an etcd client. */
  paths: {
    configuration: string
    kubeconfig: string
    token: string
    etcdCa: string
    etcdCert: string
    etcdKey: string
  }
  /** Where a node keeps all that it learns, what we laid there before its first start, and where a server's own datastore is. */
  data: { directory: string; laid: string[]; datastore: string }
  /** The certificates that a server presents. */
  serving(topology: Topology): ServingCertificate[]
  /** Imports the pods' image of this role by hand, for a node that did not at its start. */
  importPodImage(role: PodImage['role']): string[]
  /** A shell script, for a server that runs: makes the token of its configuration the cluster's again, whichever is now. */
  restoreToken: string
  /** A path that answers 200 to this authorization once a joiner may come. */
  joinable(token: string): { path: string; authorization: string }
  /** The timers of its embedded etcd. */
  etcdTimers: EtcdTimers
}
