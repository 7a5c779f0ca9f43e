import type { NodeId } from '../topology/node-id.ts'
import { datastoreIds, memberIds } from '../topology/nodes-of.ts'
import { quorumOf } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'
import { endsOrFreezes, type Strike } from './strike.ts'

/** Whether two nodes live and packets pass between them, both ways. */
export const exchange = (a: NodeId, b: NodeId, struck: readonly Strike[]): boolean =>
  !struck.some(strike => {
    const { node, effect } = strike
    if (node !== a && node !== b) return false
    if (endsOrFreezes(strike)) return true
    return a !== b && effect.does === 'cut' && effect.from.includes(node === a ? b : a)
  })

/** The members that may lead etcd: each reaches a majority, itself among it. None means that there is no quorum. */
export function electable(topology: Topology, struck: readonly Strike[]): NodeId[] {
  const members = memberIds(topology)
  return members.filter(
    member => members.filter(other => exchange(member, other, struck)).length >= quorumOf(members.length),
  )
}

/** Who leads etcd, as far as that is known: the one of before while it may, or else any that may. */
export function leadersOf(topology: Topology, struck: readonly Strike[]): NodeId[] {
  const may = electable(topology, struck)
  const lastMs = Math.max(...struck.map(({ atMs }) => atMs))
  // Of several at one moment any may have been the last.
  const [before, ...others] = new Set(struck.filter(({ atMs }) => atMs === lastMs).map(({ leader }) => leader))
  if (others.length > 0) return may
  return before !== undefined && may.includes(before) ? [before] : may
}

/** Whether a server can ask whatever keeps the state for a write, for sure: whoever leads, it hears from the leader. */
export function asksState(server: NodeId, topology: Topology, struck: readonly Strike[]): boolean {
  if (topology.datastore === 'sqlite') return exchange(server, server, struck)
  const leaders = leadersOf(topology, struck)
  const hears = (node: NodeId) => leaders.length > 0 && leaders.every(leader => exchange(leader, node, struck))
  if (topology.datastore === 'embedded-etcd') return hears(server)
  const keepers = datastoreIds(topology)
  if (topology.datastore !== 'external-etcd') return keepers.some(keeper => exchange(keeper, server, struck))
  return keepers.some(keeper => exchange(keeper, server, struck) && hears(keeper))
}
