import type { NodeId } from '../topology/node-id.ts'
import type { Cluster } from './cluster.ts'
import { type SavedCluster, saveCluster } from './saved-cluster.ts'

/** Writes down how a cluster is left, for whoever takes it over; its handle is of no use afterwards. @throws EngineError */
export async function leaveStanding(
  cluster: Cluster,
  left: Pick<SavedCluster, 'leftBy' | 'formation' | 'members'>,
): Promise<void> {
  const { runId, labels, topology, images, nodes, containers, keepers, hostPorts, token, drawn, secrets } = cluster
  const facts = { runId, labels, topology, images, nodes, containers, keepers, hostPorts, token, drawn, secrets }
  const { kubeconfig, kube } = cluster
  await saveCluster({
    facts,
    kubeconfig,
    namespace: kube.namespace,
    startedAtMs: await startsOf(cluster),
    ...left,
  })
}

async function startsOf(cluster: Cluster): Promise<Map<NodeId, number>> {
  // The observer is started anew for everybody.
  const nodes = [...cluster.containers.keys()].filter(node => node !== 'client:0')
  const starts = nodes.map(async id => [id, (await cluster.node(id).inspect()).startedAtMs] as const)
  return new Map(await Promise.all(starts))
}
