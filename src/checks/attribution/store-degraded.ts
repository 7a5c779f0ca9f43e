import { datastoreIds, memberIds } from '../../topology/nodes-of.ts'
import type { Topology } from '../../topology/topology.ts'
import type { LeaderTenure } from '../election.ts'
import { overlap } from '../interval.ts'
import type { NodeDisruption, NodeState } from './node-disruption.ts'
import type { StoreDisruption, StoreState } from './store-disruption.ts'

/**
 * Stretches in which a node that keeps nothing but state, or etcd's leader, was worse than it should be. A database that
 * stands still or is cut off is away; of several members of etcd each server asks all in turn, so that one alone delays a
 * part of the requests.
 */
export function storeDegraded(
  disruptions: readonly NodeDisruption[],
  tenures: readonly LeaderTenure[],
  topology: Topology,
): StoreDisruption[] {
  const states = memberIds(topology).length > 0 ? ofMember : ofDatabase
  return disruptions.flatMap(({ node, state, fromUs, toUs, event }): StoreDisruption[] => {
    const own = datastoreIds(topology).includes(node) ? states[state] : undefined
    if (own !== undefined) return [{ fromUs, toUs, state: own, events: [event] }]
    if (state !== 'degraded') return []
    return tenures
      .filter(({ leader }) => leader === node)
      .flatMap(tenure => overlap(tenure, { fromUs, toUs }) ?? [])
      .map(led => ({ ...led, state: 'etcd-leader-degraded', events: [event] }))
  })
}

const ofMember: Partial<Record<NodeState, StoreState>> = {
  degraded: 'etcd-member-degraded',
  frozen: 'etcd-member-frozen',
  cut: 'etcd-member-cut',
}
const ofDatabase: Partial<Record<NodeState, StoreState>> = { degraded: 'database-degraded' }
