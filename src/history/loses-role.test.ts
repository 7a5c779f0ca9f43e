import { expect, test } from 'vitest'
import { parseTopology } from '../topology/parse-topology.ts'
import { losesRole, type RoleName, roleNamed } from './loses-role.ts'
import type { FaultEffect } from './records.ts'

const cut = (...from: ('server:0' | 'server:1' | 'server:2' | 'lb:0' | 'db:0')[]): FaultEffect => ({
  does: 'cut',
  from,
  lost: 'both',
})

test.each<[RoleName, FaultEffect, boolean]>([
  ['leader', { does: 'end' }, true],
  ['leader', { does: 'freeze' }, true],
  ['leader', { does: 'hinder' }, false],
  ['leader', cut('server:1', 'server:2'), true],
  ['leader', cut('server:1'), false],
  ['leader', cut('lb:0'), false],
  ['holder', cut('server:1', 'server:2'), true],
  ['follower', { does: 'end' }, false],
])('with embedded etcd a %s struck by %j loses its role: %s', (role, effect, expected) => {
  expect(losesRole(role, effect, parseTopology({ servers: 3 }, 'test'))).toBe(expected)
})

test('before a database who cannot reach it cannot renew a lease', () => {
  const topology = parseTopology({ servers: 2, datastore: 'postgres' }, 'test')
  expect(losesRole('holder', cut('db:0'), topology)).toBe(true)
  expect(losesRole('holder', cut('server:1'), topology)).toBe(false)
})

test('only some selectors name a role', () => {
  expect(['leader', 'lease:kube-scheduler', 'minority', 'server:0'].map(roleNamed)).toEqual([
    'leader',
    'holder',
    undefined,
    undefined,
  ])
})
