import { endsOrFreezes } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { NodeId } from '../topology/node-id.ts'
import { datastoreIds, memberIds } from '../topology/nodes-of.ts'
import { quorumOf } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'

/** Whether two nodes live and packets pass between them, both ways. */
export const exchange = (a: NodeId, b: NodeId, struck: readonly FaultInstance[]): boolean =>
  !struck.some(fault => {
    const { node, effect } = fault
    if (node !== a && node !== b) return false
    if (endsOrFreezes(fault)) return true
    return a !== b && effect.does === 'cut' && effect.from.includes(node === a ? b : a)
  })

/** The members that may lead etcd: each reaches a majority, itself among it. None means that there is no quorum. */
export function electable(topology: Topology, struck: readonly FaultInstance[]): NodeId[] {
  const members = memberIds(topology)
  return members.filter(
    member => members.filter(other => exchange(member, other, struck)).length >= quorumOf(members.length),
  )
}

/** Who leads etcd, as far as that is known: the one of before while it may, or else any that may. */
export function leadersOf(topology: Topology, struck: readonly FaultInstance[]): NodeId[] {
  const may = electable(topology, struck)
  const lastUs = Math.max(...struck.map(({ calledUs }) => calledUs))
  // Of several at one moment any may have been the last.
  const [before, ...others] = new Set(struck.filter(({ calledUs }) => calledUs === lastUs).map(({ leader }) => leader))
  if (others.length > 0) return may
  return before !== undefined && may.includes(before) ? [before] : may
}

/** Whether a server can ask whatever keeps the state for a write, for sure: whoever leads, it hears from the leader. */
export function asksState(server: NodeId, topology: Topology, struck: readonly FaultInstance[]): boolean {
  if (topology.datastore === 'sqlite') return exchange(server, server, struck)
  const leaders = leadersOf(topology, struck)
  const hears = (node: NodeId) => leaders.length > 0 && leaders.every(leader => exchange(leader, node, struck))
  if (topology.datastore === 'embedded-etcd') return hears(server)
  const keepers = datastoreIds(topology)
  if (topology.datastore !== 'external-etcd') return keepers.some(keeper => exchange(keeper, server, struck))
  return keepers.some(keeper => exchange(keeper, server, struck) && hears(keeper))
}
