import { FaultError } from '../base/errors.ts'
import type { Random } from '../base/seed.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { quorumOf, toleratedLoss } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'

/**
 * Several nodes struck at once: as many members of etcd as it can lose, one more than that, or all servers. Without an
 * etcd the first two count servers.
 */
export type GroupSelector = 'minority' | 'majority' | 'all'

export const isGroup = (selector: string): selector is GroupSelector =>
  ['minority', 'majority', 'all'].includes(selector)

/** @throws FaultError when the group is empty here */
export function selectGroup(
  selector: GroupSelector,
  topology: Topology,
  random: Random,
): { nodes: NodeId[]; reason: string } {
  const servers = serverIds(topology.servers)
  if (selector === 'all') return { nodes: servers, reason: `all ${servers.length} servers` }
  const members = memberIds(topology)
  const among = members.length > 0 ? members : servers
  const count = selector === 'minority' ? toleratedLoss(among.length) : quorumOf(among.length)
  if (count === 0) throw new FaultError(`there is no minority of ${among.length}`, { hint: 'it takes three' })
  const nodes = drawn(among, count, random)
  return { nodes, reason: `${count} of ${among.length}, drawn from the seed` }
}

function drawn(from: readonly NodeId[], count: number, random: Random): NodeId[] {
  const left = [...from]
  const picked = Array.from({ length: count }, () => left.splice(left.indexOf(random.pick(left)), 1)[0]!)
  return picked.sort()
}
