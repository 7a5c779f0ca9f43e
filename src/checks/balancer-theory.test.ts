import { expect, test } from 'vitest'
import type { NodeId } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { goodRun } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { theoryOf } from './theory.ts'

type Balancer = NonNullable<TopologyInput['loadBalancer']>

function theory(
  loadBalancer: Balancer,
  kind: 'kill' | 'power-off' | 'pause' | 'stop',
  node: NodeId,
  connection: 'new' | 'reused' = 'new',
) {
  const run = goodRun()
  Object.assign(run.manifest, { topology: parseTopology({ loadBalancer }, 'a test') })
  Object.assign(run.harness.find(record => record.type === 'fault' && record.step === 'call')!, { kind, node })
  return theoryOf({ path: 'lb', operation: 'cached-read', connection }, gatherFacts(run))
}

test.each<[Balancer, string]>([
  [{ kind: 'nginx' }, 'one connect limit, 0.1 s'],
  [
    { kind: 'nginx', preset: 'plain' },
    'one connect limit, 60 s; every third new connection hangs as long as the server is away',
  ],
  [{ kind: 'haproxy' }, 'one connect limit, 0.1 s'],
  [
    { kind: 'haproxy', preset: 'plain' },
    'one connect limit, 5 s; every third new connection fails until the check has failed, up to 35.0 s',
  ],
  [{ kind: 'none' }, 'nobody asks that server'],
])('a vanished server behind %j', (balancer, words) => {
  expect(theory(balancer, 'power-off', 'server:1')).toBe(words)
})

test.each<[Balancer, string]>([
  [{ kind: 'nginx' }, 'a frozen server still takes connections: up to the whole pause'],
  [{ kind: 'haproxy', preset: 'plain' }, 'a frozen server still takes connections: up to the whole pause'],
  [{ kind: 'haproxy' }, 'until the check takes the frozen server out: up to 4.40 s'],
])('a frozen server behind %j', (balancer, words) => {
  expect(theory(balancer, 'pause', 'server:1')).toBe(words)
})

test('a killed server refuses before it vanishes, and nginx leaves it out', () => {
  expect(theory({ kind: 'nginx', preset: 'plain' }, 'kill', 'server:1')).toBe(
    'one connect limit, 60 s, for a connection every 10 s, where the server refused one before it vanished',
  )
})

test('a load balancer itself', () => {
  expect(theory({ kind: 'haproxy' }, 'kill', 'lb:0')).toBe('as long as the load balancer is away')
  expect(theory({ kind: 'haproxy+keepalived' }, 'pause', 'lb:0')).toBe('the address moves 3–4 s after the loss')
  expect(theory({ kind: 'haproxy+keepalived' }, 'stop', 'lb:1')).toBe('the address is handed over in under 1 s')
})

test('checks that ask etcd leave no server in while it elects', () => {
  expect(theory({ kind: 'haproxy', preset: 'ready' }, 'kill', 'server:1')).toContain(
    'no server at all while etcd elects: election 4.0–10.0 s',
  )
})

test("nothing is said of a file of the user's own", () => {
  expect(theory({ kind: 'nginx', file: './nginx.conf' }, 'kill', 'server:1')).toBeUndefined()
  expect(theory({ kind: 'nginx', file: './nginx.conf' }, 'kill', 'server:1', 'reused')).toBe('one reconnect')
})
