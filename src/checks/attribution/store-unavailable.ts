import { type NodeId, roleOf, serverIds } from '../../topology/node-id.ts'
import { datastoreIds, memberIds } from '../../topology/nodes-of.ts'
import { quorumOf, toleratedLoss } from '../../topology/quorum.ts'
import type { Topology } from '../../topology/topology.ts'
import type { NodeDisruption } from './node-disruption.ts'
import { distinctEvents } from './node-event.ts'
import type { StoreDisruption } from './store-disruption.ts'

/** Whether a keeper of the state is of no use to the others, or to those who ask it. */
function isMissing({ state, from = [] }: NodeDisruption, members: readonly NodeId[], topology: Topology): boolean {
  if (state === 'degraded') return false
  if (state !== 'cut') return true
  if (members.length === 0) return serverIds(topology.servers).every(server => from.includes(server))
  return members.filter(member => !from.includes(member)).length < quorumOf(members.length)
}

/**
 * Every stretch in which the datastore answered nobody: the database was away, or more of etcd's members than it can miss. By
 * the events of the nodes that keep the state.
 */
export function storeUnavailable(disruptions: readonly NodeDisruption[], topology: Topology): StoreDisruption[] {
  const members = memberIds(topology)
  const keepers = members.length > 0 ? members : datastoreIds(topology)
  const allowed = members.length > 0 ? toleratedLoss(members.length) : 0
  const state = members.length > 0 ? 'etcd-no-quorum' : 'database-down'
  // A server that starts has its etcd long before its API, by which its start is measured.
  const lacks = disruptions.filter(
    each =>
      keepers.includes(each.node) &&
      !(each.state === 'starting' && roleOf(each.node) === 'server') &&
      isMissing(each, members, topology),
  )
  const moments = [...new Set(lacks.flatMap(({ fromUs, toUs }) => [fromUs, toUs]))].sort((a, b) => a - b)
  return moments.slice(0, -1).flatMap((fromUs, index): StoreDisruption[] => {
    const toUs = moments[index + 1]!
    const missing = lacks.filter(lack => lack.fromUs <= fromUs && lack.toUs >= toUs)
    if (new Set(missing.map(({ node }) => node)).size <= allowed) return []
    const events = missing.map(({ event }) => event)
    return [{ fromUs, toUs, state, events: distinctEvents(events) }]
  })
}
