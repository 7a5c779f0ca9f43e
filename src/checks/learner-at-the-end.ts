import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'

/** A node whose member never became a voter. */
export interface Learner {
  kind: 'learner'
  node: NodeId
}

/** What the final member list says against a node's vote, if anything. */
export function learnerAtTheEnd(
  node: NodeId,
  harness: readonly HarnessRecord[],
): { atUs: number; seen: Learner } | undefined {
  const last = harness.filter(record => record.type === 'members').findLast(({ purpose }) => purpose === 'final')
  if (!last?.members.some(member => member.node === node && !member.voter)) return undefined
  return { atUs: last.atUs, seen: { kind: 'learner', node } }
}
