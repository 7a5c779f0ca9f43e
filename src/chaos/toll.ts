import type { FaultEffect } from '../history/records.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { toleratedLoss } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'
import { type Aim, storeIds } from './aim.ts'
import type { DrawnFault } from './drawn-fault.ts'

/** What a fault takes as long as it lasts, counted so that it is never more than that. */
export interface Toll {
  /** Nodes that keep the state and may be missing to the others. */
  store: number
  /** Servers that may be missing to clients. */
  servers: number
}

export function tollOf(fault: Pick<DrawnFault, 'effect'>, { nodes }: Pick<Aim, 'nodes'>, topology: Topology): Toll {
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

const lost = (what: keyof Toll, tolls: readonly Toll[]): number => tolls.reduce((sum, toll) => sum + toll[what], 0)

/** Whether all that is on at once leaves the datastore its quorum. */
export const leavesQuorum = (tolls: readonly Toll[], topology: Topology): boolean =>
  lost('store', tolls) <= toleratedLoss(storeIds(topology).length)

/** Whether it leaves clients a server. */
export const leavesServer = (tolls: readonly Toll[], topology: Topology): boolean =>
  lost('servers', tolls) < topology.servers
