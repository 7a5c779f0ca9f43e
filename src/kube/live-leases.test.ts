import type { V1Lease } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import type { Kube } from './kube-client.ts'
import { expectLiveLeases } from './live-leases.ts'

const lease = (name: string, ageMs: number, spec: Partial<V1Lease['spec']> = {}) => ({
  metadata: { name },
  spec: { holderIdentity: 'server-1_x', leaseDurationSeconds: 15, renewTime: new Date(Date.now() - ageMs), ...spec },
})

const kubeWith = (components: object[], nodes: object[] = []) =>
  ({
    coordination: {
      listNamespacedLease: async ({ namespace }: { namespace: string }) => ({
        items: namespace === 'kube-system' ? components : nodes,
      }),
    },
  }) as unknown as Kube

test('leases that their holders renew are counted; one that nobody holds is nobody’s', async () => {
  const components = [lease('kube-scheduler', 2000), lease('released', 60_000, { holderIdentity: '' })]
  expect(await expectLiveLeases(kubeWith(components, [lease('server-0', 5000)]))).toBe(2)
})

test('each is measured by its own length', async () => {
  const apiserver = lease('apiserver-x', 60_000, { leaseDurationSeconds: 3600 })
  expect(await expectLiveLeases(kubeWith([apiserver]))).toBe(1)
  const dead = kubeWith([lease('kube-scheduler', 16_000)], [lease('server-2', 41_000, { leaseDurationSeconds: 40 })])
  await expect(expectLiveLeases(dead)).rejects.toThrow(
    'renewed no more: kube-scheduler of server-1_x, server-2 of server-1_x',
  )
})
