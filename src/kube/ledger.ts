import { ledgerLabel } from '../prober/operations.ts'
import type { Kube } from './kube-client.ts'
import { ledgerNamespace } from './namespace.ts'

/** Names of all objects that the prober wrote, from one quorum read, and the version it was read at. */
export async function readLedger(kube: Kube): Promise<{ resourceVersion: string; objects: string[] }> {
  const { items, metadata } = await kube.core.listNamespacedConfigMap({
    namespace: ledgerNamespace,
    labelSelector: `${ledgerLabel}=true`,
  })
  return { resourceVersion: metadata?.resourceVersion ?? '', objects: items.map(item => item.metadata!.name!).sort() }
}
