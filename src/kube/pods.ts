import type { V1Pod } from '@kubernetes/client-node'
import type { PodStage } from '../history/records.ts'
import type { Kube } from './kube-client.ts'
import { readCreated } from './read-created.ts'

interface PodPlan {
  name: string
  /** An image that every node holds already: pulling must not count as scheduling. */
  image: string
  /** Nodes it must not be bound to, by name. */
  avoid: readonly string[]
  labels?: Record<string, string>
}

/** Creates a pod that may run on any node but the avoided ones. */
export async function createPod(kube: Kube, { name, image, avoid, labels = {} }: PodPlan): Promise<void> {
  // A field selector takes one value only, so that each node needs its own.
  const elsewhere = [{ matchFields: avoid.map(node => ({ key: 'metadata.name', operator: 'NotIn', values: [node] })) }]
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: elsewhere } },
  }
  await kube.core.createNamespacedPod({
    namespace: kube.namespace,
    body: {
      metadata: { name, labels },
      spec: {
        containers: [{ name: 'workload', image, imagePullPolicy: 'Never' }],
        tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }],
        terminationGracePeriodSeconds: 0,
        ...(avoid.length > 0 ? { affinity } : {}),
      },
    },
  })
}

/** What the API says now of a pod that was created. @throws GoneError */
export const readPod = (kube: Kube, name: string): Promise<V1Pod> =>
  readCreated('pod', name, kube.core.readNamespacedPod({ namespace: kube.namespace, name }))

/** Why the cluster is about to end a pod, in its own word: `DeletionByTaintManager`; undefined for one that it lets live. */
export const disruptionOf = ({ status }: V1Pod): string | undefined =>
  status?.conditions?.find(({ type, status: holds }) => type === 'DisruptionTarget' && holds === 'True')?.reason

/** How far a pod has come, by what the API says of it. */
export function stageOf({ spec, status }: V1Pod): PodStage {
  if (status?.phase === 'Running') return 'running'
  if (status?.containerStatuses?.some(({ state }) => state?.running !== undefined)) return 'started'
  return spec?.nodeName === undefined ? 'created' : 'bound'
}
