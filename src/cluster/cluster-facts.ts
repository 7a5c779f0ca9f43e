import { distributionOf } from '../distributions/distribution-of.ts'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import type { Engine } from '../engine/engine.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { nodesStandIn } from '../history/nodes-stand-in.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { ClusterContainers } from './cluster.ts'
import { ClusterNode } from './cluster-node.ts'
import { containerMaker } from './container-maker.ts'
import type { DatastoreSecrets } from './datastores/draw-secrets.ts'
import { drivers } from './distributions/drivers.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

/** What a cluster's containers are made from and known by: data, from which any process makes the same handle. */
export interface ClusterFacts {
  runId: string
  /** The run's labels, for every container that joins it. */
  labels: Record<string, string>
  topology: Topology
  images: ImageRecord[]
  nodes: NodeAddress[]
  /** Engine ids by node. */
  containers: Map<NodeId, string>
  /** Ids of the containers that keep a server's volume in memory while it is down, where it has one. */
  keepers: Map<NodeId, string>
  /** Published on 127.0.0.1: each load balancer's port, or without any each server's. */
  hostPorts: number[]
  token: string
  /** What its distribution drew for it beside the token. */
  drawn: Readonly<Record<string, string>>
  secrets: DatastoreSecrets
}

/** The handle of a cluster with these facts. */
export function containersOf(engine: Engine, facts: ClusterFacts): ClusterContainers {
  const create = containerMaker(engine, facts)
  const node = (id: NodeId) => new ClusterNode(engine, facts, id)
  return {
    ...facts,
    engine,
    distribution: distributionOf(facts.topology),
    driver: drivers[facts.topology.distribution],
    startTimers: startTimersOf(facts.topology, nodesStandIn(facts.images)),
    balancer: balancerOf(facts.topology),
    node,
    createJoiner: async (address, through) => {
      await create(address, through)
      return node(address.id)
    },
  }
}
