import type { Kube } from './kube-client.ts'

/**
 * Takes away the workloads of a namespace, and throws until none of their pods is left. Its other objects stay: they
 * are many, cost nothing, and are nobody else's.
 */
export async function expectIdle(kube: Kube, namespace: string): Promise<void> {
  await kube.apps.deleteCollectionNamespacedDeployment({ namespace })
  await kube.apps.deleteCollectionNamespacedReplicaSet({ namespace })
  await kube.core.deleteCollectionNamespacedPod({ namespace })
  await kube.core.deleteCollectionNamespacedService({ namespace })
  const { items } = await kube.core.listNamespacedPod({ namespace })
  if (items.length > 0) throw new Error(`there is ${items.map(({ metadata }) => metadata?.name).join(', ')}`)
}
