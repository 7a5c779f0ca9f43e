import { balancerIds, datastoreIds, memberIds } from '../topology/nodes-of.ts'
import { quorumOf } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'
import { keepsServing } from './fault-effect.ts'
import type { FaultEffect } from './records.ts'

/** What a selector may name by its role. */
export type RoleName = 'leader' | 'follower' | 'holder' | 'active-balancer'

/** The role that a selector names; none of a node id, `random` or a group. */
export function roleNamed(selector: string): RoleName | undefined {
  if (selector.startsWith('lease:')) return 'holder'
  return (['leader', 'follower', 'active-balancer'] as const).find(role => role === selector)
}

/** Whether a node must lose its role by what a fault does to it. A follower has none that others could take. */
export function mustLoseRole(role: RoleName, effect: FaultEffect, topology: Topology): boolean {
  if (role === 'follower' || keepsServing({ effect })) return false
  if (effect.does !== 'cut') return true
  const members = memberIds(topology)
  const isCutOff = (ids: readonly string[]) => ids.length > 0 && ids.every(id => effect.from.some(end => end === id))
  if (role === 'active-balancer') {
    // The other one takes the address when it hears nothing of it any more, whatever it can reach itself.
    const heard = balancerIds(topology).filter(id => !effect.from.includes(id))
    return heard.length <= 1 && effect.lost !== 'in'
  }
  if (members.length > 0 && (role === 'leader' || topology.datastore === 'embedded-etcd')) {
    const left = members.filter(id => !effect.from.includes(id)).length
    return left < quorumOf(members.length)
  }
  // Who cannot reach what holds the leases cannot renew one.
  return isCutOff(datastoreIds(topology))
}
