import { FaultError } from '../../base/errors.ts'
import type { NodeId } from '../../topology/node-id.ts'

/**
 * Those of a group whom `node` does not see when each sees only the one before and the one after it, the last and the
 * first too. In a ring of three everybody sees everybody: it stays open there. @throws FaultError below three
 */
export function beyondNeighbours(node: NodeId, group: readonly NodeId[]): NodeId[] {
  const { length } = group
  if (length < 3) {
    throw new FaultError(`a ring takes three nodes, ${group.join(', ')} ${length === 1 ? 'is one' : 'are two'}`, {
      hint: "strike 'all' on a cluster of three servers or more",
    })
  }
  const own = group.indexOf(node)
  return group.filter((_, index) => {
    const apart = Math.abs(index - own)
    return length === 3 ? apart === 2 : apart > 1 && apart < length - 1
  })
}
