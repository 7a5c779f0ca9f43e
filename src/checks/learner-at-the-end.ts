import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'

/** What the final member list says against a node's vote, if anything. */
export function learnerAtTheEnd(
  node: NodeId,
  harness: readonly HarnessRecord[],
): { atUs: number; words: string } | undefined {
  const last = harness.filter(record => record.type === 'members').findLast(({ purpose }) => purpose === 'final')
  if (!last?.members.some(member => member.node === node && !member.voter)) return undefined
  return { atUs: last.atUs, words: `${node} is a learner in the final member list, not a voter` }
}
