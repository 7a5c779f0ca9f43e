import { FaultError } from '../base/errors.ts'
import { type Cluster, containerOf } from '../cluster/cluster.ts'
import { putFiles } from '../engine/files.ts'
import type { Kube } from '../kube/kube-client.ts'
import { ledgerNamespace } from '../kube/namespace.ts'
import { ledgerLabel } from '../prober/operations.ts'
import type { NodeId } from '../topology/node-id.ts'

/**
 * Deletes an object behind its writer's back, as a cluster that forgets would: one of a write probe, which nobody writes
 * again, so that no later operation can account for its absence. @throws FaultError when there is none.
 */
export async function loseAcknowledgedWrite(kube: Kube): Promise<void> {
  const { items } = await kube.core.listNamespacedConfigMap({
    namespace: ledgerNamespace,
    labelSelector: `${ledgerLabel}=probe`,
  })
  const name = items[0]?.metadata?.name
  if (name === undefined) throw new FaultError('no write was acknowledged yet: there is nothing to lose')
  await kube.core.deleteNamespacedConfigMap({ namespace: ledgerNamespace, name })
}

/** Gives a node that is down a configuration that its server refuses, so that it ends at every start. */
export async function preventRejoin(cluster: Cluster, node: NodeId): Promise<void> {
  const path = cluster.distribution.paths.configuration
  await putFiles(cluster.engine, containerOf(cluster, node), [{ path, mode: 0o600, content: 'no-such-flag: true\n' }])
}
