import { distributionOf } from '../distributions/distribution-of.ts'
import { endsOrFreezes } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { type NodeId, roleOf, serverIds } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'
import { asksState, exchange } from './members.ts'

/**
 * Whether nothing on a struck node can reach what keeps the state: it renews no lease. A server's parts ask the apiserver
 * of their own server alone, an agent's any that it reaches by itself, or by the load balancer where that is its way.
 */
export function lostToState(fault: FaultInstance, on: readonly FaultInstance[], topology: Topology): boolean {
  if (endsOrFreezes(fault)) return true
  const { node, effect } = fault
  if (effect.does !== 'cut') return false
  if (roleOf(node) === 'server') return !asksState(node, topology, on)
  const { agentTunnel } = distributionOf(topology)
  const balancers = balancerIds(topology)
  const entries: NodeId[] = balancers.length > 0 ? balancers : ['server:0']
  const ways = agentTunnel === undefined ? entries : [node]
  return !serverIds(topology.servers).some(
    server => asksState(server, topology, on) && ways.some(way => exchange(node, way, on) && exchange(way, server, on)),
  )
}
