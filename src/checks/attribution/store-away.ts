import { type NodeId, roleOf, serverIds } from '../../topology/node-id.ts'
import { datastoreIds, memberIds } from '../../topology/nodes-of.ts'
import { quorumOf, toleratedLoss } from '../../topology/quorum.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Interval } from '../interval.ts'
import type { Away } from './away.ts'

/** A stretch in which the datastore answered nobody: the database was away, or more of etcd's members than it can miss. */
export interface StoreAway extends Interval {
  /** `the database was away` */
  what: string
  /** It answers reads. */
  takesReads?: true
  /** The nodes' own events. */
  event: string
}

/** Whether a keeper of the state is of no use to the others, or to those who ask it. */
function isMissing({ state, from = [] }: Away, members: readonly NodeId[], topology: Topology): boolean {
  if (state === 'hindered') return false
  if (state !== 'cut') return true
  if (members.length === 0) return serverIds(topology.servers).every(server => from.includes(server))
  return members.filter(member => !from.includes(member)).length < quorumOf(members.length)
}

/** Every such stretch of a run, by the events of the nodes that keep the state. */
export function storeAway(away: readonly Away[], topology: Topology): StoreAway[] {
  const members = memberIds(topology)
  const keepers = members.length > 0 ? members : datastoreIds(topology)
  const allowed = members.length > 0 ? toleratedLoss(members.length) : 0
  const what = members.length > 0 ? 'etcd had no quorum' : 'the database was away'
  // A server that starts has its etcd long before its API, by which its start is measured.
  const lacks = away.filter(
    each =>
      keepers.includes(each.node) &&
      !(each.state === 'starting' && roleOf(each.node) === 'server') &&
      isMissing(each, members, topology),
  )
  const moments = [...new Set(lacks.flatMap(({ fromUs, toUs }) => [fromUs, toUs]))].sort((a, b) => a - b)
  return moments.slice(0, -1).flatMap((fromUs, index): StoreAway[] => {
    const toUs = moments[index + 1]!
    const missing = lacks.filter(lack => lack.fromUs <= fromUs && lack.toUs >= toUs)
    if (new Set(missing.map(({ node }) => node)).size <= allowed) return []
    return [{ fromUs, toUs, what, event: [...new Set(missing.map(({ event }) => event))].join(', ') }]
  })
}
