import { expect, test } from 'vitest'
import type { NodeId } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { Topology } from '../../topology/topology.ts'
import type { NodeDisruption, NodeState } from './node-disruption.ts'
import { storeCauses } from './store-causes.ts'
import { storeUnavailable } from './store-unavailable.ts'

const topology = (datastore: Topology['datastore']) => parseTopology({ datastore }, 'test')
const away = (node: NodeId, fromUs: number, toUs: number, state: NodeState = 'down'): NodeDisruption => ({
  node,
  ip: '',
  fromUs,
  toUs,
  state,
  event: { kind: state === 'starting' ? 'started' : 'died', node },
})
const spans = (list: NodeDisruption[], datastore: Topology['datastore']) =>
  storeUnavailable(list, topology(datastore)).map(({ fromUs, toUs, state }) => `${fromUs}–${toUs} ${state}`)

test('a database is away with its only node, until it answers again', () => {
  const list = [away('db:0', 10, 20), away('db:0', 20, 25, 'starting'), away('server:1', 0, 50)]
  expect(spans(list, 'postgres')).toEqual(['10–20 database-down', '20–25 database-down'])
})

test('etcd is away while more members lack than it can miss, and only then', () => {
  const one = [away('etcd:0', 10, 30)]
  expect(spans(one, 'external-etcd')).toEqual([])
  expect(spans([...one, away('etcd:2', 20, 40)], 'external-etcd')).toEqual(['20–30 etcd-no-quorum'])
  // Servers are not its members there.
  expect(spans([away('server:0', 10, 30), away('server:1', 10, 30)], 'external-etcd')).toEqual([])
  expect(spans([away('server:0', 10, 30), away('server:1', 20, 40)], 'embedded-etcd')).toEqual(['20–30 etcd-no-quorum'])
})

test('a server that starts has its etcd before its API', () => {
  const list = [away('server:0', 10, 30), away('server:1', 20, 25), away('server:1', 25, 40, 'starting')]
  expect(spans(list, 'embedded-etcd')).toEqual(['20–25 etcd-no-quorum'])
})

test('what asks the datastore waits for it, and a request that it left behind; a cache goes on', () => {
  const stretches = storeUnavailable([away('db:0', 10, 20)], topology('postgres'))
  const outage = { fromUs: 5, toUs: 40 }
  const stuck = { sentUs: 15, endUs: 33 } as never
  const later = { sentUs: 25, endUs: 40 } as never
  expect(storeCauses(outage, [stuck, later], 'write', stretches)).toMatchObject([
    { kind: 'database-down', fromUs: 10, toUs: 20, event: [{ kind: 'died', node: 'db:0' }] },
    { kind: 'sent-while-database-down', fromUs: 20, toUs: 33 },
  ])
  expect(storeCauses(outage, [stuck], 'cached-read', stretches)).toEqual([])
})
