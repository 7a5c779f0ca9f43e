import { isReplacement } from '../history/fault-effect.ts'
import type { HarnessRecord } from '../history/records.ts'
import { quorumOf } from '../topology/quorum.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

type MembersRecord = Extract<HarnessRecord, { type: 'members' }>

const votersOf = ({ members }: MembersRecord): number => members.filter(({ voter }) => voter).length

/** While servers come and go, etcd has as many voters as a quorum of those that formed, and never more than one learner. */
export function membership({ faults, history: { harness } }: Facts): Finding[] {
  const isChanged = faults.some(isReplacement) || harness.some(({ type }) => type === 'addition' || type === 'intruder')
  const lists = harness.filter((record): record is MembersRecord => record.type === 'members')
  const formed = lists.find(({ purpose }) => purpose === 'formed')
  if (!isChanged || formed === undefined || formed.members.length === 0) return []
  const head = { id: 'membership', title: 'etcd had a quorum of voters while its members changed' }
  const changes = lists.filter(({ purpose }) => purpose === 'changed')
  const quorum = quorumOf(votersOf(formed))
  const limit = `${quorum} voters`
  const evidence = changes.map(list => ({ fromUs: list.atUs, toUs: list.atUs, text: wordsOf(list) }))
  if (changes.length === 0) {
    const reason = 'nobody looked at the members while they changed'
    return [{ ...head, ground: 'absence', verdict: 'unknown', reason, limit, evidence }]
  }
  const few = changes.find(list => votersOf(list) < quorum)
  const many = changes.find(list => list.members.length - votersOf(list) > 1)
  const least = Math.min(...changes.map(votersOf))
  const measured = `${least} voters`
  const bad = few ?? many
  if (bad) {
    return [
      { ...head, ground: 'presence', verdict: 'fail', reason: `etcd had ${wordsOf(bad)}`, measured, limit, evidence },
    ]
  }
  const reason = `etcd had never fewer than ${least} voters, in ${changes.length} member lists`
  return [{ ...head, ground: 'absence', verdict: 'pass', reason, measured, limit, evidence }]
}

function wordsOf({ members }: MembersRecord): string {
  const named = members.map(
    ({ name, id, voter }) => `${name || 'a member without a name'} (${id}${voter ? '' : ', learns'})`,
  )
  return `${named.length} members: ${named.join(', ')}`
}
