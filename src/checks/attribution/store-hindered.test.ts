import { expect, test } from 'vitest'
import type { NodeId } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Away } from './away.ts'
import { storeHindered } from './store-hindered.ts'

const reigns = [
  { leader: 'server:0', fromUs: 0, toUs: 15 },
  { leader: 'server:1', fromUs: 17, toUs: 99 },
]
const hinderedBy = (datastore: Topology['datastore'], node: NodeId, state: Away['state']) =>
  storeHindered(
    [{ node, ip: '', fromUs: 10, toUs: 20, state, event: `${node} is ${state}` }],
    reigns,
    parseTopology({ datastore }, 'test'),
  )
const whatOf = (...of: Parameters<typeof hinderedBy>) => hinderedBy(...of).map(({ what }) => what)

test('a hindered database hinders all that asks it; one that stands still is away, which others tell', () => {
  expect(whatOf('postgres', 'db:0', 'hindered')).toEqual(['the database was hindered'])
  expect(whatOf('postgres', 'db:0', 'frozen')).toEqual([])
})

test('one member of an etcd apart delays a part of the requests while it does not answer', () => {
  expect(whatOf('external-etcd', 'etcd:1', 'cut')).toEqual(['a member of etcd was cut off'])
  expect(whatOf('external-etcd', 'etcd:1', 'frozen')).toEqual(['a member of etcd stood still'])
  // One that is down refuses, and is asked no more.
  expect(whatOf('external-etcd', 'etcd:1', 'down')).toEqual([])
})

test('servers keep more than state: of them their own stretches tell', () => {
  expect(whatOf('embedded-etcd', 'server:2', 'hindered')).toEqual([])
  expect(whatOf('external-etcd', 'server:2', 'hindered')).toEqual([])
})

test('a server that leads etcd hinders all that asks for state, for as long as it leads', () => {
  const what = "etcd's leader was hindered"
  const event = 'server:1 is hindered'
  expect(hinderedBy('embedded-etcd', 'server:1', 'hindered')).toEqual([{ fromUs: 17, toUs: 20, what, event }])
  expect(hinderedBy('embedded-etcd', 'server:1', 'frozen')).toEqual([])
})
