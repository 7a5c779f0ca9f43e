import type { Kube } from '../kube-client.ts'
import { readCreated } from '../read-created.ts'
import { systemNamespace } from './system-account.ts'

/** Throws what is seen until every replica of this add-on, which was deployed, is available. @throws GoneError */
export async function expectDeployment({ apps, core }: Kube, name: string): Promise<void> {
  const reading = apps.readNamespacedDeployment({ namespace: systemNamespace, name })
  const { spec, status } = await readCreated('Deployment', name, reading)
  const wanted = spec?.replicas ?? 1
  const available = status?.availableReplicas ?? 0
  if (available >= wanted) return
  const labelSelector = Object.entries(spec?.selector.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
  const { items } = await core.listNamespacedPod({ namespace: systemNamespace, labelSelector })
  const waiting = items.flatMap(({ status: pod }) => [
    ...(pod?.containerStatuses ?? []).map(({ state }) => state?.waiting?.reason ?? state?.terminated?.reason),
    pod?.conditions?.find(({ status: holds, type }) => holds === 'False' && type !== 'ContainersReady')?.message,
  ])
  const why = waiting.filter(word => word !== undefined).join(', ')
  throw new Error(`${available} of ${wanted} replicas are available${why === '' ? '' : `: ${why}`}`)
}
