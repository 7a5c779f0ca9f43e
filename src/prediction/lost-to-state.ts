import { roleOf, serverIds } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { asksState, exchange } from './members.ts'
import { endsOrFreezes, type Strike } from './strike.ts'

/**
 * Whether nothing on a struck node can reach what keeps the state: it renews no lease. A server's parts ask the apiserver
 * of their own server alone, an agent's any that it reaches (k3s-contract 7).
 */
export function lostToState(strike: Strike, on: readonly Strike[], topology: Topology): boolean {
  if (endsOrFreezes(strike)) return true
  const { node, effect } = strike
  if (effect.does !== 'cut') return false
  if (roleOf(node) === 'server') return !asksState(node, topology, on)
  return !serverIds(topology.servers).some(server => asksState(server, topology, on) && exchange(node, server, on))
}
