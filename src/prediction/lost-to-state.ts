import { distributionOf } from '../distributions/distribution-of.ts'
import { endsOrFreezes } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { roleOf, serverIds } from '../topology/node-id.ts'
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
  const ways = agentTunnel === undefined ? balancerIds(topology) : [node]
  return !serverIds(topology.servers).some(
    server => asksState(server, topology, on) && ways.some(way => exchange(node, way, on) && exchange(way, server, on)),
  )
}
