import { endsOrFreezes } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { roleOf, serverIds } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { asksState, exchange } from './members.ts'

/**
 * Whether nothing on a struck node can reach what keeps the state: it renews no lease. A server's parts ask the apiserver
 * of their own server alone, an agent's any that it reaches (k3s-contract 7).
 */
export function lostToState(fault: FaultInstance, on: readonly FaultInstance[], topology: Topology): boolean {
  if (endsOrFreezes(fault)) return true
  const { node, effect } = fault
  if (effect.does !== 'cut') return false
  if (roleOf(node) === 'server') return !asksState(node, topology, on)
  return !serverIds(topology.servers).some(server => asksState(server, topology, on) && exchange(node, server, on))
}
