import { waitUntil } from '../base/wait-until.ts'
import { isNamed } from '../checks/lease-holders.ts'
import { addressMoved } from '../faults/active-balancer.ts'
import { proofBy } from '../faults/proof.ts'
import type { ObservedRole } from '../faults/select-node.ts'
import { leaseHolder } from '../kube/lease-holder.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Session } from './session.ts'

// Twice the upper end of an election under the slowest timers, so that a second round is still seen.
const termTimeoutMs = 30_000
// Twice what another candidate takes for a lease of 15 s when etcd's leader died with its holder (measuring, 2.6).
const leaseTimeoutMs = 60_000

// Four times what VRRP takes by its default timers.
const addressTimeoutMs = 15_000

/** Waits until the victim's role is another's, and records whether it was; a follower's loss is its death. */
export async function proveRoleLost(
  session: Session,
  fault: string,
  node: NodeId,
  role: Exclude<ObservedRole, { role: 'follower' }>,
): Promise<void> {
  const { cluster, signal } = session
  if (role.role === 'active-balancer') {
    const moved = await addressMoved(cluster, role.holder, { timeoutMs: addressTimeoutMs, signal })
    return session.record({ type: 'fault', fault, step: 'role', ...moved })
  }
  const look =
    role.role === 'leader' ? () => higherTerm(session, node, role.term) : () => nextHolder(session, node, role.lease)
  const [what, timeoutMs] =
    role.role === 'leader' ? ['a higher term', termTimeoutMs] : [`another holder of ${role.lease}`, leaseTimeoutMs]
  const outcome = await proofBy(waitUntil(what, look, { timeoutMs, signal }))
  session.record({ type: 'fault', fault, step: 'role', ...outcome })
}

async function higherTerm({ cluster }: Session, node: NodeId, term: string): Promise<string> {
  const statuses = await cluster.observer.statuses()
  const higher = statuses.find(status => BigInt(status.term) > BigInt(term) && status.leader !== '0')
  if (higher) return `${higher.node} reports term ${higher.term} after ${node}'s term ${term}`
  throw new Error(statuses.map(({ node, term }) => `${node} is in term ${term}`).join(', ') || 'no member answers')
}

async function nextHolder({ cluster }: Session, node: NodeId, lease: string): Promise<string> {
  const { identity, hostname } = await leaseHolder(cluster.kube, lease)
  if (isNamed(node, hostname)) throw new Error(`${identity} still holds it`)
  return identity === '' ? `${node} released ${lease}` : `${identity} holds ${lease} after ${node}`
}
