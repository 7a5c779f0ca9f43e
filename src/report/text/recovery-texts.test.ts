import { expect, test } from 'vitest'
import { recoveryTexts } from './recovery-texts.ts'

const deleted = recoveryTexts.reason['pod-deleted']
const pod = { kind: 'pod-deleted', pod: 'try-1', afterUs: 30_024_000 } as const

test('a deleted pod is told with what is known of its end', () => {
  const node = { name: 'agent-0', ready: 'Unknown' } as const
  const user = 'system:serviceaccount:kube-system:node-controller'
  expect([
    deleted({ ...pod, node, user, disruption: 'DeletionByTaintManager', limitMs: 45_000 }),
    deleted({ ...pod, node: { name: 'agent-0' }, user: 'system:kube-controller-manager' }),
    deleted({ ...pod, disruption: 'DeletionByPodGC' }),
    deleted(pod),
  ]).toMatchInlineSnapshot(`
    [
      "the pod try-1 was deleted by node-controller (DeletionByTaintManager) 30.0 s after its creation, before it ran on agent-0, whose Ready was Unknown; 45.0 s are allowed",
      "the pod try-1 was deleted by system:kube-controller-manager 30.0 s after its creation, before it ran on agent-0",
      "the pod try-1 was deleted (DeletionByPodGC) 30.0 s after its creation, before it was bound to a node",
      "the pod try-1 was deleted 30.0 s after its creation, before it was bound to a node",
    ]
  `)
})
