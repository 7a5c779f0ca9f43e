import type { V1Service } from '@kubernetes/client-node'
import type { Kube } from './kube-client.ts'

/** Where pods reach a Service. */
export interface ServiceAddress {
  ip: string
  port: number
}

/** Creates a Service over the pods with these labels, on their own port. */
export async function createService(
  kube: Kube,
  name: string,
  selector: Record<string, string>,
  port: number,
): Promise<ServiceAddress> {
  const body = { metadata: { name }, spec: { selector, ports: [{ port }] } }
  return addressOf(await kube.core.createNamespacedService({ namespace: kube.namespace, body }))
}

export const readService = async (kube: Kube, namespace: string, name: string): Promise<ServiceAddress> =>
  addressOf(await kube.core.readNamespacedService({ namespace, name }))

const addressOf = ({ spec }: V1Service): ServiceAddress => ({ ip: spec!.clusterIP!, port: spec!.ports![0]!.port })
