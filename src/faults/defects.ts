import { FaultError } from '../base/errors.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Kube } from '../kube/kube-client.ts'
import { ledgerLabel } from '../prober/operations.ts'
import type { NodeId } from '../topology/node-id.ts'

/**
 * Deletes an object behind its writer's back, as a cluster that forgets would: one of a write probe, which nobody writes
 * again, so that no later operation can account for its absence. @throws FaultError when there is none.
 */
export async function loseAcknowledgedWrite(kube: Kube): Promise<void> {
  const { items } = await kube.core.listNamespacedConfigMap({
    namespace: kube.namespace,
    labelSelector: `${ledgerLabel}=probe`,
  })
  const name = items[0]?.metadata?.name
  if (name === undefined) throw new FaultError('no write was acknowledged yet: there is nothing to lose')
  await kube.core.deleteNamespacedConfigMap({ namespace: kube.namespace, name })
}

/** Gives a node that is down a configuration that its server refuses, so that it ends at every start. */
export async function preventRejoin(cluster: Cluster, node: NodeId): Promise<void> {
  await cluster.node(node).writeFiles(...cluster.driver.refusedFiles)
}

/**
 * From its next start on, a server refuses every third start, and those that follow for a while: its program is another
 * one, which counts, and else starts the real one. The server must run. @throws FaultError
 */
export async function refuseEveryThirdStart(cluster: Cluster, node: NodeId): Promise<void> {
  const script = cluster.driver.refuseEveryThirdStart
  if (script === undefined)
    throw new FaultError(`nobody knows how a node of ${cluster.distribution.name} refuses starts`)
  await cluster.node(node).execOrThrow(script, { failure: `the program of ${node} could not be replaced` })
}
