import { containerOf } from '../../cluster/cluster.ts'
import { inspectContainer, stopContainer } from '../../engine/container.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { FaultContext, Sight } from '../fault.ts'
import { startAgain } from '../stop-container.ts'

/**
 * Starts a node now that its restart policy keeps waiting, or that is down; undefined for one that runs. The policy
 * doubles its wait with every life of less than ten seconds, up to a minute.
 */
export async function revive(context: FaultContext, node: NodeId): Promise<Sight | undefined> {
  const { cluster } = context
  const id = containerOf(cluster, node)
  const { running, restarting } = await inspectContainer(cluster.engine, id)
  if (running && !restarting) return undefined
  if (restarting) await stopContainer(cluster.engine, id, 0)
  return startAgain(context, node, id)
}
