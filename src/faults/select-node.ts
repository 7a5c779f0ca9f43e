import { FaultError } from '../base/errors.ts'
import type { Random } from '../base/seed.ts'
import type { MemberStatus } from '../prober/protocol.ts'
import type { NodeId } from '../topology/node-id.ts'

/** Picks a node by fact at that moment. */
export type Selector = 'leader' | 'follower' | 'random' | 'host:coredns' | NodeId

export interface Selection {
  node: NodeId
  /** Why it is this one, in words. */
  reason: string
  /** The observation that shows its role, if the selector asks for one. */
  role?: { role: 'leader' | 'follower'; term: string; atUs: number }
}

/** @throws FaultError when no node plays the role now. */
export function selectNode(
  selector: Exclude<Selector, 'host:coredns'>,
  servers: readonly NodeId[],
  statuses: readonly MemberStatus[],
  random: Random,
): Selection {
  if (selector === 'random') return { node: random.pick(servers), reason: 'drawn from the seed' }
  if (selector !== 'leader' && selector !== 'follower') return { node: selector, reason: 'named' }
  const leading = statuses.filter(({ member, leader }) => member === leader)
  // Two leaders at once: an old one has not yet heard of the higher term.
  const leader = leading.toSorted((a, b) => Number(BigInt(b.term) - BigInt(a.term)))[0]
  if (!leader) throw new FaultError('no etcd member says that it leads', { hint: 'the cluster has no quorum' })
  const chosen = selector === 'leader' ? leader : random.pick(followersOf(leader, statuses))
  return {
    node: chosen.node,
    reason: `${chosen.node} ${selector === 'leader' ? 'leads' : 'follows in'} etcd's term ${chosen.term}`,
    role: { role: selector, term: leader.term, atUs: chosen.atUs },
  }
}

function followersOf(leader: MemberStatus, statuses: readonly MemberStatus[]): MemberStatus[] {
  const followers = statuses.filter(({ node }) => node !== leader.node)
  if (followers.length === 0) throw new FaultError('etcd has no follower', { hint: 'the scenario needs three servers' })
  // In order of name: which one is drawn must not depend on who answered first.
  return followers.toSorted((a, b) => a.node.localeCompare(b.node))
}
