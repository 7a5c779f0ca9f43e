import { expect, test } from 'vitest'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { plainSelector } from './plain-selector.ts'

test.each<[TopologyInput, string]>([
  [{ servers: 3 }, 'leader'],
  [{ servers: 2, datastore: 'external-etcd' }, 'lease:kube-scheduler'],
  [{ servers: 3, datastore: 'postgres' }, 'lease:kube-scheduler'],
  [{ servers: 1, datastore: 'mysql' }, 'server:0'],
  [{ servers: 1, datastore: 'sqlite' }, 'server:0'],
])('the server that leads in %j is %s', (input, selector) => {
  expect(plainSelector('leading-server', parseTopology(input, 'test'))).toBe(selector)
})

test('a leader is etcd’s, wherever etcd is; a database has none, and the refusal says what to write', () => {
  expect(plainSelector('leader', parseTopology({ datastore: 'external-etcd' }, 'test'))).toBe('leader')
  expect(() => plainSelector('leader', parseTopology({ datastore: 'postgres' }, 'test'))).toThrow(
    'there is no leader to break: postgres elects none',
  )
  expect(plainSelector('db:0', parseTopology({ datastore: 'postgres' }, 'test'))).toBe('db:0')
})
