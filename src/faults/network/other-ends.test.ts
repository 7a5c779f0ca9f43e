import { expect, test } from 'vitest'
import type { Cluster } from '../../cluster/cluster.ts'
import { addressesOf as staticAddresses } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { addressesOf } from './other-ends.ts'

const topology = parseTopology({ servers: 2, loadBalancer: { kind: 'haproxy+keepalived' } }, 'test')
const cluster = { topology, nodes: staticAddresses(topology, '10.0.0.0/24') } as Cluster

test('two balancers are found at the address that they share, too', () => {
  expect(addressesOf(cluster, ['lb:0', 'lb:1'])).toEqual(['10.0.0.2', '10.0.0.4', '10.0.0.5'])
  expect(addressesOf(cluster, ['server:1'])).toEqual(['10.0.0.11'])
})

test('everybody has no addresses: what passes is struck, whoever sent it', () => {
  expect(addressesOf(cluster, ['lb:0', 'lb:1', 'client:0', 'server:1'])).toBeUndefined()
})
