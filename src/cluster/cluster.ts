import type { Engine } from '../engine/engine.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { Kube } from '../kube/kube-client.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { DatastoreSecrets } from './datastores/draw-secrets.ts'
import type { Distribution } from './distributions/distribution.ts'
import type { LoadBalancer } from './load-balancers/load-balancer.ts'
import type { Observer } from './observer.ts'

/** Containers of a cluster that exist, whether or not they run. */
export interface ClusterContainers {
  engine: Engine
  runId: string
  /** The run's labels, for every container that joins it. */
  labels: Record<string, string>
  topology: Topology
  distribution: Distribution
  images: ImageRecord[]
  nodes: NodeAddress[]
  /** Engine ids by node. */
  containers: Map<NodeId, string>
  /** Ids of the containers that keep a server's volume in memory while it is down, where it has one. */
  keepers: Map<NodeId, string>
  /** What stands in front; undefined without any. */
  balancer: LoadBalancer | undefined
  /** Published on 127.0.0.1: each load balancer's port, or without any each server's. */
  hostPorts: number[]
  token: string
  secrets: DatastoreSecrets
  /** Creates the container of a server, with its files, for a cluster that stands; `through` is the server by which it joins. */
  createJoiner(server: NodeAddress, through: NodeId): Promise<string>
}

/** A cluster that was formed. */
export interface Cluster extends ClusterContainers {
  kube: Kube
  observer: Observer
  /** Administrator's kubeconfig for the first of {@link ClusterContainers.hostPorts}. */
  kubeconfig: string
}

/** The one network of a run's cluster. */
export const networkName = (runId: string): string => `holdfast-${runId}`

/** The engine's id of a node's container. */
export function containerOf(cluster: ClusterContainers, node: NodeId): string {
  const id = cluster.containers.get(node)
  if (id === undefined) throw new RangeError(`no container for ${node}`)
  return id
}

/** The static address of a node. */
export const ipOf = (cluster: ClusterContainers, node: NodeId): string =>
  cluster.nodes.find(({ id }) => id === node)!.ip
