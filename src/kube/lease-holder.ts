import type { Kube } from './kube-client.ts'

/** Who holds a lease of `kube-system`: its identity, empty when it was released, and the host's name in it. */
export async function leaseHolder(kube: Kube, name: string): Promise<{ identity: string; hostname: string }> {
  const { spec } = await kube.coordination.readNamespacedLease({ name, namespace: 'kube-system' })
  const identity = spec?.holderIdentity ?? ''
  // The host's name, alone or followed by _ and an id of the process.
  return { identity, hostname: identity.split('_')[0]! }
}
