import type { NodeId } from '../topology/node-id.ts'
import { roleOf, serverIds } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { asksState, exchange } from './members.ts'
import { endsOrFreezes, type Strike } from './strike.ts'

/** Whether nothing on a struck node can reach what keeps the state, by its own server or another: it renews no lease. */
export function lostToState(strike: Strike, on: readonly Strike[], topology: Topology): boolean {
  if (endsOrFreezes(strike)) return true
  const { node, effect } = strike
  if (effect.does !== 'cut') return false
  const ways: NodeId[] = serverIds(topology.servers).filter(server => asksState(server, topology, on))
  return !ways.some(server => exchange(node, server, on)) && !(roleOf(node) === 'server' && ways.includes(node))
}
