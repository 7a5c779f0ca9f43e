import { waitUntil } from '../base/wait-until.ts'
import { losesIdentity } from '../history/fault-effect.ts'
import type { MemberRecord } from '../history/records.ts'
import { membersOf } from './members-of.ts'
import type { Session } from './session.ts'
import { wholeFacts } from './whole-facts.ts'

const readTimeoutMs = 30_000

/** Reads the end state once everything is healed, through the load balancer, and writes down what holds. */
export async function finalChecks(session: Session): Promise<void> {
  const { cluster, record, signal, formedMembers, faults } = session
  const members = await waitUntil("etcd's member list", () => membersOf(session), { timeoutMs: readTimeoutMs, signal })
  record({ type: 'members', members, purpose: 'final' })

  // Of a server that was replaced or wiped the check of its return tells, of one that was added that of its joining.
  const replaced = faults.filter(losesIdentity).map(({ node }) => node)
  const isKept = ({ node }: MemberRecord) =>
    node === undefined || (!replaced.includes(node) && formedMembers.some(member => member.node === node))
  const known = { before: formedMembers.filter(isKept), kept: members.filter(isKept), now: members }
  for (const { subject, look } of wholeFacts(cluster, known, signal)) {
    record({ type: 'final', subject, ...(await look()) })
  }
}
