import type { V1Pod } from '@kubernetes/client-node'
import type { HarnessRecord, PodStage } from '../history/records.ts'
import type { Kube } from './kube-client.ts'
import { stageOf } from './pods.ts'

const labels = { 'holdfast.dev/replica': 'true' }
const labelSelector = 'holdfast.dev/replica=true'

/**
 * Creates a workload of so many replicas, one a node as long as there are nodes for it: a node that nobody may use is
 * left out of the count, so that its replica can move. How soon it does is for the apiserver's default tolerations.
 * @param image one that every node holds already
 */
export async function createReplicas(kube: Kube, count: number, image: string): Promise<void> {
  const spread = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'DoNotSchedule',
    nodeTaintsPolicy: 'Honor',
    labelSelector: { matchLabels: labels },
  }
  await kube.apps.createNamespacedDeployment({
    namespace: kube.namespace,
    body: {
      metadata: { name: 'replicas' },
      spec: {
        replicas: count,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'workload', image, imagePullPolicy: 'Never' }],
            tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }],
            topologySpreadConstraints: [spread],
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 0,
          },
        },
      },
    },
  })
}

/** How many replicas run. */
export async function runningReplicas(kube: Kube): Promise<number> {
  const { items } = await kube.core.listNamespacedPod({ namespace: kube.namespace, labelSelector })
  return items.filter(pod => stageOf(pod) === 'running').length
}

type PodChange = Omit<Extract<HarnessRecord, { type: 'pod' }>, 'seq' | 'atUs'>

/** Looks at the replicas as {@link watchCluster} does at everything: each call tells what changed since the one before. */
export function replicaPoll(kube: Kube, onChange: (change: PodChange) => void): () => Promise<void> {
  const known = new Map<string, { stage: PodStage; node: string | undefined }>()
  let version = 0n
  const tell = (pod: string, stage: PodStage, node: string | undefined) => {
    const before = known.get(pod)
    if (before?.stage === stage && before.node === node) return
    known.set(pod, { stage, node })
    onChange({ type: 'pod', pod, stage, ...(node === undefined ? {} : { node }), purpose: 'replica' })
  }
  return async () => {
    const { items, metadata } = await kube.core.listNamespacedPod({
      namespace: kube.namespace,
      labelSelector,
      resourceVersion: '0',
    })
    const current = BigInt(metadata?.resourceVersion ?? 0)
    if (current < version) return
    version = current
    for (const pod of items) tell(nameOf(pod), stageOf(pod), pod.spec?.nodeName)
    const present = new Set(items.map(nameOf))
    for (const [pod, { stage, node }] of known) if (!present.has(pod) && stage !== 'gone') tell(pod, 'gone', node)
  }
}

const nameOf = (pod: V1Pod): string => pod.metadata!.name!
