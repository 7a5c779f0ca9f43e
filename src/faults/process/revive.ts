import type { NodeId } from '../../topology/node-id.ts'
import type { FaultContext, Sight } from '../fault.ts'
import { startAgain } from '../stop-container.ts'

/**
 * Starts a node now that its restart policy keeps waiting, or that is down; undefined for one that runs. The policy
 * doubles its wait with every life of less than ten seconds, up to a minute.
 */
export async function revive(context: FaultContext, node: NodeId): Promise<Sight | undefined> {
  const { inspect, stop } = context.cluster.node(node)
  const { running, restarting } = await inspect()
  if (running && !restarting) return undefined
  if (restarting) await stop(0)
  return startAgain(context, node)
}
