import { messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { readyServer } from '../cluster/ready-server.ts'
import { unlessAbsent } from '../kube/unless-absent.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'

// The member may be removed by the holder of a lease of 45 s, which may be the one that goes, and its retries.
const removalTimeoutMs = 90_000
const callTimeoutMs = 30_000

/** Deletes the Node of a server that is down, and its member of etcd unless that goes with it; waits until both are gone. */
export async function leaveCluster(cluster: Cluster, node: NodeId, signal: AbortSignal): Promise<void> {
  const name = fileName(node)
  const { core } = cluster.kube
  await waitUntil(`Node ${name} to be deleted`, () => unlessAbsent(name, core.deleteNode({ name })), {
    timeoutMs: callTimeoutMs,
    signal,
  })
  await removeMember(cluster, node, signal)
  await waitUntil(`${node} to leave the cluster`, () => expectGone(cluster, node), {
    timeoutMs: removalTimeoutMs,
    intervalMs: 250,
    signal,
  })
}

/** Neither Node nor member of that name is listed. */
async function expectGone({ kube, ...cluster }: Cluster, node: NodeId): Promise<void> {
  const name = fileName(node)
  const { items } = await kube.core.listNode()
  if (items.some(({ metadata }) => metadata?.name === name)) throw new Error(`Node ${name} is still listed`)
  const member = await memberOf(cluster, name)
  if (member) throw new Error(`member ${member.name} is still listed`)
}

/** Where nobody else does it, another server does. */
async function removeMember(cluster: Cluster, node: NodeId, signal: AbortSignal): Promise<void> {
  const { removeMember: command } = cluster.driver
  if (command === undefined) return
  const remove = async () => {
    const member = await memberOf(cluster, fileName(node))
    if (member === undefined) return
    // etcd may elect just now, or its servers not be ready yet: either is asked again.
    const server = await readyServer(cluster, node).catch(error =>
      Promise.reject(new Error(messageOf(error), { cause: error })),
    )
    const { exitCode, stdout, stderr } = await cluster.node(server).exec(command(member.id), { mayBeDown: true })
    if (exitCode !== 0)
      throw new Error(`${server} cannot remove the member of ${node}: ${stderr.trim() || stdout.trim()}`)
  }
  await waitUntil(`the member of ${node} to be removed`, remove, { timeoutMs: callTimeoutMs, signal })
}

/** The member of the Node of this name. */
async function memberOf(
  { observer, topology, distribution }: Pick<Cluster, 'observer' | 'topology' | 'distribution'>,
  name: string,
) {
  if (memberIds(topology).length === 0) return undefined
  const { nodeOf } = distribution.embeddedEtcd
  return (await observer.members()).find(member => nodeOf(member.name) === name)
}
