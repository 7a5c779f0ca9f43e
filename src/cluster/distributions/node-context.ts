import type { ImageRecord } from '../../history/manifest.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Topology } from '../../topology/topology.ts'
import type { DatastoreSecrets } from '../datastores/draw-secrets.ts'

/** What every node of one cluster shares. */
export interface NodeContext {
  topology: Topology
  nodes: NodeAddress[]
  /** The cluster's secret; it travels in a file of mode 0600 only. */
  token: string
  /** What its distribution drew for it beside the token; as secret. */
  drawn: Readonly<Record<string, string>>
  secrets: DatastoreSecrets
  /** Images for the pods' runtime, each as an archive. */
  podImages: readonly PodImage[]
  /** By which server one joins a cluster that stands; of one that is forming the first server founds it. */
  through?: NodeId
}

/** An image that pods run, for a node that reaches no registry. */
export interface PodImage {
  role: ImageRecord['role']
  /** Under which a runtime that imported the archive knows it. */
  reference: string
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
