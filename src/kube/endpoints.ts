import type { Kube } from './kube-client.ts'

/** Addresses behind the Service `default/kubernetes`: the apiservers that say they serve. */
export async function kubernetesEndpoints(kube: Kube): Promise<string[]> {
  const fieldSelector = 'metadata.name=kubernetes'
  const { items } = await kube.discovery.listNamespacedEndpointSlice({ namespace: 'default', fieldSelector })
  return items.flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses)).sort()
}
