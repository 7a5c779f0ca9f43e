import type { V1Lease } from '@kubernetes/client-node'
import type { Kube } from './kube-client.ts'

// What a lease without a length of its own is good for: that of the components' leader election.
const defaultSeconds = 15

/**
 * The leases that somebody holds, of components and of Nodes alike, all renewed within their own length; returns how
 * many. Throws the names of those whose holder renews no more.
 */
export async function expectLiveLeases(kube: Kube): Promise<number> {
  const namespaces = ['kube-system', 'kube-node-lease']
  const lists = await Promise.all(namespaces.map(namespace => kube.coordination.listNamespacedLease({ namespace })))
  const held = lists.flatMap(({ items }) => items).filter(({ spec }) => spec?.holderIdentity)
  const stale = held.filter(lease => !isLive(lease)).map(wordsOf)
  if (stale.length > 0) throw new Error(`renewed no more: ${stale.join(', ')}`)
  return held.length
}

function isLive({ spec }: V1Lease): boolean {
  const ageMs = Date.now() - new Date(spec?.renewTime ?? 0).getTime()
  return ageMs <= (spec?.leaseDurationSeconds ?? defaultSeconds) * 1000
}

const wordsOf = ({ metadata, spec }: V1Lease): string => `${metadata?.name} of ${spec?.holderIdentity}`
