import { FaultError } from '../base/errors.ts'
import type { Random } from '../base/seed.ts'
import type { MemberStatus } from '../prober/protocol.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { AddressHolder } from './active-balancer.ts'
import type { GroupSelector } from './select-group.ts'

/**
 * What etcd, a lease or the seed decides, or a name: etcd's leader or one of its followers, wherever etcd is; the server
 * that holds a lease of `kube-system`; any server; the one that is named.
 */
export type RoleSelector = 'leader' | 'follower' | 'random' | `lease:${string}` | NodeId

/** The facts among which a selector picks. */
export interface Candidates {
  servers: readonly NodeId[]
  /** What etcd's members say of themselves now. */
  statuses: readonly MemberStatus[]
  /** The server that holds the lease which the selector names, if one does. */
  holder?: { node: NodeId; atUs: number }
}

/** The observation that shows a node's role. */
export type ObservedRole =
  | { role: 'leader'; term: string; atUs: number }
  | { role: 'follower'; term: string; atUs: number }
  | { role: 'holder'; lease: string; atUs: number }
  | { role: 'active-balancer'; holder: AddressHolder; atUs: number }

/** One that means a single node as soon as the topology is known. */
export type SingleSelector = RoleSelector | 'host:coredns' | 'active-balancer' | `carrier:agent:${number}`

/** One that means the same on every topology that has it. */
export type PlainSelector = SingleSelector | GroupSelector

/**
 * Picks a node by fact at that moment; `carrier:agent:0` is the server over which that agent's calls go, `leading-server`
 * the one whose loss costs most, `active-balancer` the balancer that holds the shared address.
 */
export type Selector = PlainSelector | 'leading-server'

/** The agent whose carrier a selector means. */
export const carriedBy = (selector: Selector): NodeId | undefined =>
  selector.startsWith('carrier:') ? (selector.slice('carrier:'.length) as NodeId) : undefined

export interface Selection {
  node: NodeId
  /** Why it is this one, in words. */
  reason: string
  /** Set if the selector asks for a role. */
  role?: ObservedRole
}

/** The name of the lease that a selector asks for. */
export const leaseOf = (selector: string): string | undefined =>
  selector.startsWith('lease:') ? selector.slice('lease:'.length) : undefined

/** @throws FaultError when no node plays the role now. */
export function selectNode(
  selector: RoleSelector,
  { servers, statuses, holder }: Candidates,
  random: Random,
): Selection {
  if (selector === 'random') return { node: random.pick(servers), reason: 'drawn from the seed' }
  const lease = leaseOf(selector)
  if (lease !== undefined) {
    if (holder === undefined) throw new FaultError(`no server holds the lease ${lease}`)
    const role = { role: 'holder', lease, atUs: holder.atUs } as const
    return { node: holder.node, reason: `${holder.node} holds the lease ${lease}`, role }
  }
  if (selector !== 'leader' && selector !== 'follower') return { node: selector as NodeId, reason: 'named' }
  const leading = statuses.filter(({ member, leader }) => member === leader)
  // Two leaders at once: an old one has not yet heard of the higher term.
  const leader = leading.toSorted((a, b) => Number(BigInt(b.term) - BigInt(a.term)))[0]
  if (!leader) throw new FaultError('no etcd member says that it leads', { hint: 'the cluster has no quorum' })
  const node = selector === 'leader' ? leader.node : random.pick(followersOf(leader, statuses))
  const chosen = statuses.find(status => status.node === node)!
  return {
    node,
    reason: `${node} ${selector === 'leader' ? 'leads' : 'follows in'} etcd's term ${chosen.term}`,
    role: { role: selector, term: leader.term, atUs: chosen.atUs },
  }
}

function followersOf(leader: MemberStatus, statuses: readonly MemberStatus[]): NodeId[] {
  const followers = statuses.map(({ node }) => node).filter(node => node !== leader.node)
  if (followers.length === 0) throw new FaultError('etcd has no follower', { hint: 'the scenario needs three members' })
  // In order of name: which one is drawn must not depend on who answered first.
  return followers.toSorted()
}
