import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import type { MemberStatus } from '../prober/protocol.ts'
import type { NodeId } from '../topology/node-id.ts'
import { selectNode } from './select-node.ts'

const servers: NodeId[] = ['server:0', 'server:1', 'server:2']
const status = (index: number, leader: number, term = '2'): MemberStatus => ({
  node: servers[index]!,
  member: String(index + 1),
  leader: String(leader + 1),
  term,
  atUs: 1000,
})
const statuses = [status(0, 1), status(1, 1), status(2, 1)]

test('the leader is the member that says so itself', () => {
  const { node, reason, role } = selectNode('leader', { servers, statuses }, randomFrom(1))
  expect({ node, reason, role }).toEqual({
    node: 'server:1',
    reason: "server:1 leads etcd's term 2",
    role: { role: 'leader', term: '2', atUs: 1000 },
  })
})

test('of two that say so, the one of the higher term', () => {
  expect(selectNode('leader', { servers, statuses: [status(0, 0, '2'), status(2, 2, '3')] }, randomFrom(1)).node).toBe(
    'server:2',
  )
})

test('a follower is never the leader, whatever the seed', () => {
  fc.assert(
    fc.property(fc.nat(), seed => selectNode('follower', { servers, statuses }, randomFrom(seed)).node !== 'server:1'),
  )
})

test('what is drawn from are names, so that whoever looks again can ask for the same one', () => {
  const again = (node: NodeId) => ({
    ...randomFrom(1),
    pick: <T>(from: readonly T[]) => from.find(each => each === node)!,
  })
  for (const node of ['server:0', 'server:2'] as const)
    expect(selectNode('follower', { servers, statuses }, again(node)).node).toBe(node)
})

test('the same seed picks the same node', () => {
  const pick = (seed: number) => selectNode('random', { servers, statuses }, randomFrom(seed)).node
  fc.assert(
    fc.property(fc.nat(), seed => {
      expect(pick(seed)).toBe(pick(seed))
    }),
  )
})

test('without a leader there is nothing to select', () => {
  expect(() => selectNode('leader', { servers, statuses: [] }, randomFrom(1))).toThrow(
    'no etcd member says that it leads',
  )
})

test('a lease picks the server that holds it, and nobody when none does', () => {
  const holder = { node: servers[2]!, atUs: 1000 }
  expect(selectNode('lease:kube-scheduler', { servers, statuses: [], holder }, randomFrom(1))).toEqual({
    node: 'server:2',
    reason: 'server:2 holds the lease kube-scheduler',
    role: { role: 'holder', lease: 'kube-scheduler', atUs: 1000 },
  })
  expect(() => selectNode('lease:kube-scheduler', { servers, statuses }, randomFrom(1))).toThrow(
    'no server holds the lease kube-scheduler',
  )
})
