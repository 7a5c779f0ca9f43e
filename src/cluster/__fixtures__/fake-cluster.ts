import { distributions, usualDistribution } from '../../distributions/distributions.ts'
import type { Cluster } from '../cluster.ts'
import { ClusterNode } from '../cluster-node.ts'
import { drivers } from '../distributions/drivers.ts'

/** A cluster of these parts, of the usual distribution, and no others; its nodes are handles as a real one's, over its engine. */
export function fakeCluster(parts: object): Cluster {
  const cluster = {
    engine: {},
    containers: new Map(),
    keepers: new Map(),
    nodes: [],
    drawn: {},
    distribution: distributions[usualDistribution],
    driver: drivers[usualDistribution],
    ...parts,
  } as unknown as Cluster
  return { ...cluster, node: id => new ClusterNode(cluster.engine, cluster, id) }
}
