import type { Kube } from './kube-client.ts'
import { unlessPresent } from './unless-present.ts'

/** Creates the namespace of a run, with the account that its pods need; harmless when it exists. */
export async function ensureNamespace(kube: Kube): Promise<void> {
  const { namespace } = kube
  await unlessPresent(kube.core.createNamespace({ body: { metadata: { name: namespace } } }))
  // Made by hand: pods are refused until the controller manager has made it, and a scenario may have stopped that.
  await unlessPresent(kube.core.createNamespacedServiceAccount({ namespace, body: { metadata: { name: 'default' } } }))
}
