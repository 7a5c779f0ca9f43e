import type { Distribution } from '../distributions/distribution.ts'
import type { StartTimers } from '../distributions/start-timers.ts'
import type { Engine } from '../engine/engine.ts'
import type { Kube } from '../kube/kube-client.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import type { ClusterNode } from './cluster-node.ts'
import type { DistributionDriver } from './distributions/driver.ts'
import type { LoadBalancer } from './load-balancers/load-balancer.ts'
import type { Observer } from './observer.ts'

/** Containers of a cluster that exist, whether or not they run. */
export interface ClusterContainers extends ClusterFacts {
  engine: Engine
  /** What is known of its kind of Kubernetes, and what is done to nodes of that kind. */
  distribution: Distribution
  driver: DistributionDriver
  /** What its nodes wait for by the clock, as their image has it. */
  startTimers: StartTimers
  /** What stands in front; undefined without any. */
  balancer: LoadBalancer | undefined
  /** The handle of a node; its container is looked up when it is used. */
  node: (id: NodeId) => ClusterNode
  /** Creates the container of a server, with its files, for a cluster that stands; `through` is the server by which it joins. */
  createJoiner: (address: NodeAddress, through: NodeId) => Promise<ClusterNode>
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
