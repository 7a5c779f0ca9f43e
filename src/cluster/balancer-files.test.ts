import { expect, test } from 'vitest'
import { addressesOf } from '../topology/addresses.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { balancerFiles } from './balancer-files.ts'
import type { ClusterContainers } from './cluster.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

function filesOf(loadBalancer: NonNullable<TopologyInput['loadBalancer']>) {
  const topology = parseTopology({ loadBalancer }, 'a test')
  const nodes = addressesOf(topology, '172.28.8.0/24')
  return balancerFiles({ topology, nodes, balancer: balancerOf(topology) } as ClusterContainers)
}

test('the file that two share, and that of each alone', () => {
  const files = filesOf({ kind: 'haproxy+keepalived' })
  expect(files.map(({ nodes, path }) => `${nodes} ${path}`)).toEqual([
    'lb:0,lb:1 /usr/local/etc/haproxy/haproxy.cfg',
    'lb:0 /etc/keepalived/keepalived.conf',
    'lb:1 /etc/keepalived/keepalived.conf',
  ])
  expect(files[0]!.content).toContain('server server-2 172.28.8.12:6443')
  expect(files.map(({ content }) => content).join()).not.toContain('PRIVATE KEY')
})

test('only the upstreams of the topology, and nothing without a balancer', () => {
  expect(filesOf({ upstreams: ['server:1'] })[0]!.content.match(/server 172\S+/g)).toEqual(['server 172.28.8.11:6443'])
  expect(filesOf({ kind: 'none' })).toEqual([])
})
