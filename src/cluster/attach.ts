import type { Engine } from '../engine/engine.ts'
import { credentialsOf } from '../kube/credentials.ts'
import { connectKube } from '../kube/kube-client.ts'
import type { Cluster } from './cluster.ts'
import { containersOf } from './cluster-facts.ts'
import type { SavedCluster } from './saved-cluster.ts'
import { startObserver } from './start-observer.ts'

/**
 * The handle of a cluster that stands, as its formation returned it, with a prober of its own, whichever was there is
 * gone, and a namespace of its own, that of the run `runId`. Whether the cluster is well is another's question. @throws EngineError when its containers are gone
 */
export async function attach(
  engine: Engine,
  { facts, kubeconfig }: Pick<SavedCluster, 'facts' | 'kubeconfig'>,
  runId: string,
  saveProberLine: (line: string) => void,
): Promise<Cluster> {
  const cluster = containersOf(engine, facts)
  const client = cluster.node('client:0')
  if ((await client.inspect()).running) await client.kill()
  const kube = connectKube(cluster.hostPorts, credentialsOf(kubeconfig), `holdfast-${runId}`)
  const observer = await startObserver(cluster, kubeconfig, kube.namespace, saveProberLine)
  return { ...cluster, kube, observer, kubeconfig }
}
