import type { FaultEffect } from '../history/records.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { toleratedLoss } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'
import type { DrawnFault } from './drawn-fault.ts'
import { storeIds, type Target } from './target.ts'

/** What a fault takes as long as it lasts, counted so that it is never more than that. */
export interface CapacityLoss {
  /** Nodes that keep the state and may be missing to the others. */
  store: number
  /** Servers that may be missing to clients. */
  servers: number
}

export function capacityLossOf(
  fault: Pick<DrawnFault, 'effect'>,
  { nodes }: Pick<Target, 'nodes'>,
  topology: Topology,
): CapacityLoss {
  const store = storeIds(topology)
  const effects = nodes.map(node => ({ node, effect: fault.effect(node, nodes, topology) }))
  const members = memberIds(topology)
  const isMissed = ({ node, effect }: { node: NodeId; effect: FaultEffect }) => {
    if (!store.includes(node)) return false
    if (effect.does === 'cut') return effect.from.some(end => store.includes(end) || roleOf(end) === 'server')
    // A member that is worse off may miss its votes; what is alone has none to miss.
    return effect.does !== 'degrade' || members.length > 0
  }
  return {
    // Of a datastore that takes no writes none is left.
    store: effects.some(({ effect }) => effect.does === 'read-only') ? store.length : effects.filter(isMissed).length,
    servers: nodes.filter(node => roleOf(node) === 'server').length,
  }
}

const lost = (what: keyof CapacityLoss, losses: readonly CapacityLoss[]): number =>
  losses.reduce((sum, loss) => sum + loss[what], 0)

/** Whether all that is on at once leaves the datastore its quorum. */
export const leavesQuorum = (losses: readonly CapacityLoss[], topology: Topology): boolean =>
  lost('store', losses) <= toleratedLoss(storeIds(topology).length)

/** Whether it leaves clients a server. */
export const leavesServer = (losses: readonly CapacityLoss[], topology: Topology): boolean =>
  lost('servers', losses) < topology.servers
