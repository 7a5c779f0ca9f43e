import { capacityLossOf } from '../chaos/capacity-loss.ts'
import type { Quorum } from '../chaos/schedule.ts'
import type { Fault } from '../faults/fault.ts'
import type { NodeId } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { quorumOf } from '../topology/quorum.ts'
import type { Session } from './session.ts'

interface Request {
  fault: Fault
  nodes: readonly NodeId[]
  /** Those on which another fault is, or that are not yet back from it. */
  struck: readonly NodeId[]
  quorum: Quorum
}

/**
 * Whether a schedule's fault may strike these nodes now: they run, no other fault is on them, and where a quorum is to be
 * kept, enough members of etcd that are well are left. @throws Error saying why not
 */
export async function admission({ cluster }: Session, { fault, nodes, struck, quorum }: Request): Promise<void> {
  const taken = nodes.find(node => struck.includes(node))
  if (taken !== undefined) throw new Error(`${taken} is struck already`)
  for (const node of nodes) {
    const { running } = await cluster.node(node).inspect()
    if (!running) throw new Error(`${node} does not run`)
  }
  const members = memberIds(cluster.topology)
  if (quorum === 'break' || members.length === 0) return
  if (capacityLossOf(fault, { nodes: [...nodes] }, cluster.topology).store === 0) return
  const statuses = await cluster.observer.statuses()
  const left = statuses.filter(
    ({ node, leader }) => leader !== '0' && !nodes.includes(node) && !struck.includes(node),
  ).length
  if (left < quorumOf(members.length)) {
    throw new Error(`without ${nodes.join(', ')} only ${left} of ${members.length} members of etcd would be well`)
  }
}
