import { FaultError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { quorumOf } from '../topology/quorum.ts'

// Who has just lost its leader elects for up to 10 s under the slowest timers; then it is well.
const electionTimeoutMs = 15_000
const hint = "bring the others back first: 'healAndReturn' of a fault waits until they are"

/**
 * Waits while etcd elects, and returns if it can go on without the member of this node: what is left of its voters must
 * agree to the removal. Harmless where the node is no member.
 * @throws FaultError at once with the numbers of voters, where too few of the others answer
 */
export async function requireSpareVoter(cluster: Cluster, node: NodeId, signal: AbortSignal): Promise<void> {
  if (!memberIds(cluster.topology).includes(node)) return
  const look = async () => {
    const [voters, statuses] = await Promise.all([votersOf(cluster), cluster.observer.statuses()])
    const others = statuses.filter(status => status.node !== node && voters.includes(status.node))
    const quorum = quorumOf(voters.length)
    const numbers = (count: number, what: string) =>
      `etcd cannot lose ${node} now: beside it ${count} of ${voters.length} voters ${what}, and a quorum is ${quorum}`
    if (others.length < quorum) throw new FaultError(numbers(others.length, 'answer'), { hint })
    const well = others.filter(({ leader }) => leader !== '0').length
    if (well < quorum) throw new Error(numbers(well, 'have a leader'))
  }
  await waitUntil(`a voter of etcd to spare beside ${node}`, look, { timeoutMs: electionTimeoutMs, signal })
}

/** The nodes of its voters; those of the topology while there is no quorum to tell. */
async function votersOf({ observer, distribution, nodes, topology }: Cluster): Promise<NodeId[]> {
  const members = await observer.members().catch(() => undefined)
  if (members === undefined) return memberIds(topology)
  const names = members.filter(({ voter }) => voter).map(({ name }) => distribution.embeddedEtcd.nodeOf(name))
  return nodes.map(({ id }) => id).filter(id => names.includes(fileName(id)))
}
