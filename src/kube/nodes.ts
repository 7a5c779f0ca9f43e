import type { V1Node } from '@kubernetes/client-node'
import type { Kube } from './kube-client.ts'

/** The status of a Node's Ready condition. */
export const readiness = (node: V1Node): 'True' | 'False' | 'Unknown' =>
  (node.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown') as 'True' | 'False' | 'Unknown'

/** The same of a Node by its name. */
export const nodeReadiness = async ({ core }: Kube, name: string) => readiness(await core.readNode({ name }))

/** Names of the Nodes that are Ready. */
export async function readyNodes(kube: Kube): Promise<string[]> {
  const { items } = await kube.core.listNode()
  return items.filter(node => readiness(node) === 'True').map(({ metadata }) => metadata!.name!)
}

/** The names of the images that each Node says its runtime holds. */
export async function imagesByNode(kube: Kube): Promise<Map<string, string[]>> {
  const { items } = await kube.core.listNode()
  return new Map(
    items.map(({ metadata, status }) => [metadata!.name!, status?.images?.flatMap(({ names }) => names ?? []) ?? []]),
  )
}

/** When a Node's kubelet last renewed its lease, by the wall clock in ms: a status that did not change is not sent. */
export async function nodeLeaseMs(kube: Kube, name: string): Promise<number> {
  const { spec } = await kube.coordination.readNamespacedLease({ name, namespace: 'kube-node-lease' })
  return new Date(spec?.renewTime ?? 0).getTime()
}
