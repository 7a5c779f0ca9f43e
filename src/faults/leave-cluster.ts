import { waitUntil } from '../base/wait-until.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'

// The member is removed by the holder of a lease, which may be the one that goes: 45 s (k3s-contract 5.5, 9), and its retries.
const removalTimeoutMs = 90_000
const callTimeoutMs = 30_000

/** Deletes the Node of a server that is down, upon which k3s removes its member of etcd, and waits until both are gone. */
export async function leaveCluster(cluster: Cluster, node: NodeId, signal: AbortSignal): Promise<void> {
  const name = fileName(node)
  await waitUntil(`Node ${name} to be deleted`, () => cluster.kube.core.deleteNode({ name }), {
    timeoutMs: callTimeoutMs,
    signal,
  })
  await waitUntil(`${node} to leave the cluster`, () => expectGone(cluster, node), {
    timeoutMs: removalTimeoutMs,
    intervalMs: 250,
    signal,
  })
}

/** Neither Node nor member of that name is listed. */
async function expectGone({ kube, observer, topology }: Cluster, node: NodeId): Promise<void> {
  const name = fileName(node)
  const { items } = await kube.core.listNode()
  if (items.some(({ metadata }) => metadata?.name === name)) throw new Error(`Node ${name} is still listed`)
  if (memberIds(topology).length === 0) return
  const member = (await observer.members()).find(each => each.name.replace(/-[0-9a-f]{8}$/, '') === name)
  if (member) throw new Error(`member ${member.name} is still listed`)
}
