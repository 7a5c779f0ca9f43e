import type { V1Service } from '@kubernetes/client-node'
import type { Kube } from './kube-client.ts'
import { ledgerNamespace } from './namespace.ts'

/** Creates a Service over the pods with these labels, on their own port. */
export const createService = (kube: Kube, name: string, selector: Record<string, string>, port: number) =>
  kube.core.createNamespacedService({
    namespace: ledgerNamespace,
    body: { metadata: { name }, spec: { selector, ports: [{ port }] } },
  })

export const readService = (kube: Kube, namespace: string, name: string): Promise<V1Service> =>
  kube.core.readNamespacedService({ namespace, name })
