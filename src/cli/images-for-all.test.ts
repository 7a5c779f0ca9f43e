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
