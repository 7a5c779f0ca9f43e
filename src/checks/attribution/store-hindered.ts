import { datastoreIds, memberIds } from '../../topology/nodes-of.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Reign } from '../election.ts'
import { overlap } from '../interval.ts'
import type { Away } from './away.ts'
import type { StoreAway } from './store-away.ts'

/**
 * Stretches in which a node that keeps nothing but state, or etcd's leader, was worse than it should be. A database that
 * stands still or is cut off is away; of several members of etcd each server asks all in turn, so that one alone delays a
 * part of the requests.
 */
export function storeHindered(away: readonly Away[], reigns: readonly Reign[], topology: Topology): StoreAway[] {
  const isEtcd = memberIds(topology).length > 0
  const words: Partial<Record<Away['state'], string>> = isEtcd
    ? {
        hindered: 'a member of etcd was hindered',
        frozen: 'a member of etcd stood still',
        cut: 'a member of etcd was cut off',
      }
    : { hindered: 'the database was hindered' }
  return away.flatMap(({ node, state, fromUs, toUs, event }): StoreAway[] => {
    const what = datastoreIds(topology).includes(node) ? words[state] : undefined
    if (what !== undefined) return [{ fromUs, toUs, what, event }]
    if (state !== 'hindered') return []
    const led = reigns.filter(({ leader }) => leader === node).flatMap(reign => overlap(reign, { fromUs, toUs }) ?? [])
    return led.map(shared => ({ ...shared, what: "etcd's leader was hindered", event }))
  })
}
