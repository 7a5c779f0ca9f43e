import { isReplacement } from '../history/fault-effect.ts'
import type { HarnessRecord } from '../history/records.ts'
import { quorumOf } from '../topology/quorum.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

type Member = Pick<MembersRecord['members'][number], 'name' | 'id' | 'voter'>

interface MembersSeen {
  kind: 'members'
  members: Member[]
}

/** What is said of etcd's members. */
export interface MembershipCheck {
  promise: { kind: 'membership' }
  reason:
    | { kind: 'members-unread' }
    | { kind: 'members-wrong'; members: MembersSeen }
    | { kind: 'quorum-kept'; leastVoters: number; lists: number }
  seen: MembersSeen
}

type MembersRecord = Extract<HarnessRecord, { type: 'members' }>

const votersOf = ({ members }: MembersRecord): number => members.filter(({ voter }) => voter).length

/** While servers come and go, etcd has as many voters as a quorum of those that formed, and never more than one learner. */
export function membership({ faults, history: { harness } }: Facts): Finding<MembershipCheck>[] {
  const isChanged = faults.some(isReplacement) || harness.some(({ type }) => type === 'addition' || type === 'intruder')
  const lists = harness.filter((record): record is MembersRecord => record.type === 'members')
  const formed = lists.find(({ purpose }) => purpose === 'formed')
  if (!isChanged || formed === undefined || formed.members.length === 0) return []
  const changes = lists.filter(({ purpose }) => purpose === 'changed')
  const quorum = quorumOf(votersOf(formed))
  const head = {
    id: 'membership',
    promise: { kind: 'membership' },
    limit: { unit: 'voters', value: quorum },
    evidence: changes.map(list => ({ fromUs: list.atUs, toUs: list.atUs, seen: seenOf(list) })),
  } as const
  if (changes.length === 0) {
    return [{ ...head, evidenceKind: 'absence', verdict: 'unknown', reason: { kind: 'members-unread' } }]
  }
  const few = changes.find(list => votersOf(list) < quorum)
  const many = changes.find(list => list.members.length - votersOf(list) > 1)
  const least = Math.min(...changes.map(votersOf))
  const measured = { unit: 'voters', value: least } as const
  const bad = few ?? many
  if (bad) {
    const reason = { kind: 'members-wrong', members: seenOf(bad) } as const
    return [{ ...head, evidenceKind: 'presence', verdict: 'fail', reason, measured }]
  }
  const reason = { kind: 'quorum-kept', leastVoters: least, lists: changes.length } as const
  return [{ ...head, evidenceKind: 'absence', verdict: 'pass', reason, measured }]
}

const seenOf = ({ members }: MembersRecord): MembersSeen => ({
  kind: 'members',
  members: members.map(({ name, id, voter }) => ({ name, id, voter })),
})
