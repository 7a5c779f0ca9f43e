import type { Engine } from '../engine/engine.ts'
import type { Kube } from '../kube/kube-client.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import type { ContainerMaker } from './container-maker.ts'
import type { Distribution } from './distributions/distribution.ts'
import type { LoadBalancer } from './load-balancers/load-balancer.ts'
import type { Observer } from './observer.ts'

/** Containers of a cluster that exist, whether or not they run. */
export interface ClusterContainers extends ClusterFacts {
  engine: Engine
  distribution: Distribution
  /** What stands in front; undefined without any. */
  balancer: LoadBalancer | undefined
  /** Creates the container of a server, with its files, for a cluster that stands; `through` is the server by which it joins. */
  createJoiner: ContainerMaker
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
