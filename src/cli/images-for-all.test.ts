import { expect, test } from 'vitest'
import type { ListedScenario } from '../scenario/list-scenarios.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { imagesForAll } from './images-for-all.ts'

const listed = (topology: Parameters<typeof parseTopology>[0]) =>
  ({ plan: { topology: parseTopology(topology, 'test') } }) as ListedScenario

test('every node image is prepared, and what they share once', () => {
  const scenarios = [{}, { distribution: 'kubeadm' }, { loadBalancer: { kind: 'haproxy' } }].map(listed)
  expect(imagesForAll(scenarios)).toMatchObject([
    { distribution: 'k3s', roles: expect.arrayContaining(['node', 'nginx', 'haproxy', 'workload']) },
    { distribution: 'kubeadm', roles: ['node'] },
  ])
})

test('an image that two scenarios want differently is prepared both ways', () => {
  const kinds = ['haproxy', 'haproxy+keepalived', 'haproxy+keepalived'] as const
  expect(imagesForAll(kinds.map(kind => listed({ loadBalancer: { kind } })))).toMatchObject([
    { roles: expect.arrayContaining(['node', 'haproxy']) },
    { roles: ['haproxy'], unfit: { haproxy: expect.stringContaining('keepalived') } },
  ])
  const images = [{}, { haproxy: 'mine/haproxy:1' }, { client: 'mine/client:1' }]
  expect(imagesForAll(images.map(named => listed({ images: named })))).toMatchObject([
    { roles: expect.arrayContaining(['node', 'client']) },
    { roles: ['client'], named: { client: 'mine/client:1' } },
  ])
})
