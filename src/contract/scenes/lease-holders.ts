import { waitUntil } from '../../base/wait-until.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'

/** Leases whose holder ends when it cannot renew; of a server without an embedded etcd the last one is missing. */
export const electionLeases: readonly string[] = ['kube-controller-manager', 'kube-scheduler', 'k3s', 'k3s-etcd']

/** Who holds what, each lease seen renewed: one that ran out still names its last holder. */
export async function leaseHolders(lab: Lab, through: LabServer): Promise<{ lease: string; server: string }[]> {
  const { coordination } = lab.kube(through)
  const read = async () => {
    const { items } = await coordination.listNamespacedLease({ namespace: 'kube-system' })
    return items.filter(({ metadata }) => electionLeases.includes(metadata!.name!))
  }
  const first = new Map((await read()).map(({ metadata, spec }) => [metadata!.name, String(spec?.renewTime)]))
  return waitUntil(
    'the leases to be renewed',
    async () => {
      const now = await read()
      const stale = now.filter(({ metadata, spec }) => first.get(metadata!.name) === String(spec?.renewTime))
      if (stale.length > 0) throw new Error(`${stale.map(({ metadata }) => metadata!.name).join(', ')} are not`)
      return now.map(({ metadata, spec }) => ({
        lease: metadata!.name!,
        server: spec?.holderIdentity?.split('_')[0] ?? '',
      }))
    },
    { timeoutMs: 60_000, intervalMs: 500, signal: lab.signal },
  )
}
