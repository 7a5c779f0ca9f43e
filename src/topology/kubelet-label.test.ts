import { expect, test } from 'vitest'
import { kubeletSets } from './kubelet-label.ts'

test.each([
  ['disk=ssd', true],
  ['example.com/disk=ssd', true],
  ['topology.kubernetes.io/zone=a', true],
  ['node.kubernetes.io/pool=1', true],
  ['team.node.kubernetes.io/pool=1', true],
  ['node-role.kubernetes.io/worker=true', false],
  ['kubernetes.io/role=worker', false],
  ['x.k8s.io/y=1', false],
  ['notkubernetes.io/y=1', true],
])('%s: %s', (label, sets) => {
  expect(kubeletSets(label)).toBe(sets)
})
