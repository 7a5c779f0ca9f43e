import { fileName } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import type { ClusterNode } from './cluster-node.ts'

/** Starts a container that keeps the volume in memory of a node's present container while that is down, instead of an earlier one. */
export async function keepVolume(node: ClusterNode, { keepers }: Pick<ClusterFacts, 'keepers'>): Promise<void> {
  await node.volumeKeeper?.remove()
  const keeper = await node.createHelper({ name: `${fileName(node.id)}-volume`, shares: 'volumes' })
  keepers.set(node.id, keeper.containerId)
  await keeper.start()
}
