import { roleOf } from '../../topology/node-id.ts'
import { datastoreIds, memberIds } from '../../topology/nodes-of.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Interval } from '../interval.ts'
import type { Away } from './away.ts'

/** A stretch in which the datastore answered nobody: the database was away, or more of etcd's members than it can miss. */
export interface StoreAway extends Interval {
  /** `the database was away` */
  what: string
  /** The nodes' own events. */
  event: string
}

/** Every such stretch of a run, by the events of the nodes that keep the state. */
export function storeAway(away: readonly Away[], topology: Topology): StoreAway[] {
  const members = memberIds(topology)
  const keepers = members.length > 0 ? members : datastoreIds(topology)
  const allowed = members.length > 0 ? Math.ceil(members.length / 2) - 1 : 0
  const what = members.length > 0 ? 'etcd had no quorum' : 'the database was away'
  // A server that starts has its etcd long before its API, by which its start is measured.
  const lacks = away.filter(
    ({ node, state }) => keepers.includes(node) && !(state === 'starting' && roleOf(node) === 'server'),
  )
  const moments = [...new Set(lacks.flatMap(({ fromUs, toUs }) => [fromUs, toUs]))].sort((a, b) => a - b)
  return moments.slice(0, -1).flatMap((fromUs, index): StoreAway[] => {
    const toUs = moments[index + 1]!
    const missing = lacks.filter(lack => lack.fromUs <= fromUs && lack.toUs >= toUs)
    if (new Set(missing.map(({ node }) => node)).size <= allowed) return []
    return [{ fromUs, toUs, what, event: [...new Set(missing.map(({ event }) => event))].join(', ') }]
  })
}
