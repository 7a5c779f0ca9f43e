import { expect, test } from 'vitest'
import type { NodeId } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { Topology } from '../../topology/topology.ts'
import type { NodeState } from './node-disruption.ts'
import { storeDegraded } from './store-degraded.ts'

const tenures = [
  { leader: 'server:0', fromUs: 0, toUs: 15 },
  { leader: 'server:1', fromUs: 17, toUs: 99 },
]
const degradedBy = (datastore: Topology['datastore'], node: NodeId, state: NodeState) =>
  storeDegraded(
    [
      {
        node,
        ip: '',
        fromUs: 10,
        toUs: 20,
        state,
        event: { kind: 'fault-began', node, fault: 'f1', faultKind: state },
      },
    ],
    tenures,
    parseTopology({ datastore }, 'test'),
  )
const statesOf = (...of: Parameters<typeof degradedBy>) => degradedBy(...of).map(({ state }) => state)

test('a degraded database degrades all that asks it; one that stands still is away, which others tell', () => {
  expect(statesOf('postgres', 'db:0', 'degraded')).toEqual(['database-degraded'])
  expect(statesOf('postgres', 'db:0', 'frozen')).toEqual([])
})

test('one member of an etcd apart delays a part of the requests while it does not answer', () => {
  expect(statesOf('external-etcd', 'etcd:1', 'cut')).toEqual(['etcd-member-cut'])
  expect(statesOf('external-etcd', 'etcd:1', 'frozen')).toEqual(['etcd-member-frozen'])
  // One that is down refuses, and is asked no more.
  expect(statesOf('external-etcd', 'etcd:1', 'down')).toEqual([])
})

test('servers keep more than state: of them their own stretches tell', () => {
  expect(statesOf('embedded-etcd', 'server:2', 'degraded')).toEqual([])
  expect(statesOf('external-etcd', 'server:2', 'degraded')).toEqual([])
})

test('a server that leads etcd degrades all that asks for state, for as long as it leads', () => {
  const state = 'etcd-leader-degraded'
  const events = [{ kind: 'fault-began', node: 'server:1', fault: 'f1', faultKind: 'degraded' }]
  expect(degradedBy('embedded-etcd', 'server:1', 'degraded')).toEqual([{ fromUs: 17, toUs: 20, state, events }])
  expect(degradedBy('embedded-etcd', 'server:1', 'frozen')).toEqual([])
})
