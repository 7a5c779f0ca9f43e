import type { Kube } from './kube-client.ts'
import { unlessPresent } from './unless-present.ts'

/** Everything that Holdfast creates in a cluster lives in this namespace. */
export const ledgerNamespace = 'holdfast'

/** Creates {@link ledgerNamespace} with the account that its pods need; harmless when it exists. */
export async function ensureNamespace(kube: Kube): Promise<void> {
  await unlessPresent(kube.core.createNamespace({ body: { metadata: { name: ledgerNamespace } } }))
  // Made by hand: pods are refused until the controller manager has made it, and a scenario may have stopped that.
  const account = { metadata: { name: 'default' } }
  await unlessPresent(kube.core.createNamespacedServiceAccount({ namespace: ledgerNamespace, body: account }))
}
