import { losesIdentity } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { History } from '../history/history.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type Learner, learnerAtTheEnd } from './learner-at-the-end.ts'

/** What is wrong with a membership: members are told by their ids. */
export type WrongMember =
  | { kind: 'old-member-left'; node: NodeId; member: string; besideNew: boolean }
  | { kind: 'member-changed'; node: NodeId; before: string; now: string }
  | Learner

/** What is wrong with a membership, and when it was seen. */
interface Changed {
  atUs: number
  seen: WrongMember
}

/**
 * How the victim's membership is not what it must be after that fault: the one from before, or another one.
 * @param untilUs when the next fault struck it; infinite for its last fault, which the final member list is held against
 */
export function changedMember(fault: FaultInstance, history: History, untilUs: number): Changed | undefined {
  const { node } = fault
  const before = memberBefore(fault.calledUs, node, history)
  if (before === undefined) return undefined
  if (untilUs < Number.POSITIVE_INFINITY) {
    const last = statusesOf(node, history).findLast(({ atUs }) => atUs < untilUs)
    // One that said nothing between two faults was not seen.
    if (last === undefined || last.atUs <= fault.calledUs) return undefined
    return changedFrom(before, [last.member], fault, last.atUs)
  }
  const last = lists(history).findLast(({ purpose }) => purpose === 'final')
  if (last === undefined) return undefined
  const final = last.members.filter(member => member.node === node).map(({ id }) => id)
  return changedFrom(before, final, fault, last.atUs) ?? learnerAtTheEnd(node, history.harness)
}

function changedFrom(before: string, now: readonly string[], fault: FaultInstance, atUs: number): Changed | undefined {
  const { node } = fault
  const other = now.find(id => id !== before)
  if (losesIdentity(fault)) {
    return now.includes(before)
      ? { atUs, seen: { kind: 'old-member-left', node, member: before, besideNew: other !== undefined } }
      : undefined
  }
  return other === undefined ? undefined : { atUs, seen: { kind: 'member-changed', node, before, now: other } }
}

/** By its own last word, or, before it had any, by the list of the formed cluster. */
const memberBefore = (us: number, node: string, history: History): string | undefined =>
  statusesOf(node, history).findLast(({ atUs }) => atUs <= us)?.member ??
  lists(history)
    .find(({ purpose }) => purpose === 'formed')
    ?.members.find(member => member.node === node)?.id

const statusesOf = (node: string, { prober }: History) =>
  prober.filter(record => record.type === 'etcd').filter(record => record.node === node)

const lists = ({ harness }: History) => harness.filter(record => record.type === 'members')
