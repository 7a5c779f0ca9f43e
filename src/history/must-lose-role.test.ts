import { expect, test } from 'vitest'
import type { NodeId } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { mustLoseRole, type RoleName, roleNamed } from './must-lose-role.ts'
import type { FaultEffect } from './records.ts'

const cut = (...from: NodeId[]) => ({ does: 'cut', from, lost: 'both' }) as const satisfies FaultEffect

test.each<[RoleName, FaultEffect, boolean]>([
  ['leader', { does: 'end' }, true],
  ['leader', { does: 'freeze' }, true],
  ['leader', { does: 'degrade' }, false],
  ['leader', cut('server:1', 'server:2'), true],
  ['leader', cut('server:1'), false],
  ['leader', cut('lb:0'), false],
  ['holder', cut('server:1', 'server:2'), true],
  ['follower', { does: 'end' }, false],
])('with embedded etcd a %s struck by %j loses its role: %s', (role, effect, expected) => {
  expect(mustLoseRole(role, effect, parseTopology({ servers: 3 }, 'test'))).toBe(expected)
})

test('before a database who cannot reach it cannot renew a lease', () => {
  const topology = parseTopology({ servers: 2, datastore: 'postgres' }, 'test')
  expect(mustLoseRole('holder', cut('db:0'), topology)).toBe(true)
  expect(mustLoseRole('holder', cut('server:1'), topology)).toBe(false)
})

test('of two balancers the one that is not heard of loses the address, whatever it can reach', () => {
  const topology = parseTopology({ servers: 2, loadBalancer: { kind: 'haproxy+keepalived' } }, 'test')
  expect(mustLoseRole('active-balancer', cut('lb:1', 'client:0', 'server:0', 'server:1'), topology)).toBe(true)
  expect(mustLoseRole('active-balancer', { ...cut('lb:1'), lost: 'in' }, topology)).toBe(false)
  expect(mustLoseRole('active-balancer', cut('server:0', 'server:1'), topology)).toBe(false)
})

test('only some selectors name a role', () => {
  expect(['leader', 'lease:kube-scheduler', 'minority', 'server:0'].map(roleNamed)).toEqual([
    'leader',
    'holder',
    undefined,
    undefined,
  ])
})
