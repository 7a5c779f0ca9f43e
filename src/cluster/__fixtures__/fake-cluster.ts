import type { Cluster } from '../cluster.ts'
import { ClusterNode } from '../cluster-node.ts'

/** A cluster of these parts and no others; its nodes are handles as a real one's, over its engine. */
export function fakeCluster(parts: object): Cluster {
  const cluster = { engine: {}, containers: new Map(), keepers: new Map(), nodes: [], ...parts } as unknown as Cluster
  return { ...cluster, node: id => new ClusterNode(cluster.engine, cluster, id) }
}
