import { expect, test } from 'vitest'
import { type NodeId, serverIds } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { FaultContext } from '../fault.ts'
import { cutFromBalancer, cutFromDatastore, cutFromEveryone, cutFromPeers } from './cut.ts'
import { loss } from './loss.ts'

const five = parseTopology({ servers: 5 }, 'test')
const apart = parseTopology({ servers: 2, datastore: 'external-etcd' }, 'test')

test('the inside of a group is not cut', () => {
  const minority: NodeId[] = ['server:1', 'server:3']
  for (const node of minority)
    expect(cutFromPeers().effect(node, minority, five)).toEqual({
      does: 'cut',
      from: ['server:0', 'server:2', 'server:4'],
      lost: 'both',
    })
})

test('a greater part is not cut from the rest, nor a server from nobody', async () => {
  const cut = (group: NodeId[], topology = five) =>
    cutFromPeers().inject({ group, cluster: { topology } } as unknown as FaultContext, group[0]!)
  await expect(cut(['server:0', 'server:2', 'server:4'])).rejects.toThrow('they are the greater part')
  await expect(cut(['server:0'], parseTopology({ servers: 1 }, 'test'))).rejects.toThrow('they are the greater part')
  expect(cutFromPeers().effect('server:1', ['server:1'], apart)).toMatchObject({ from: ['server:0'] })
})

test('the peers of a member of an etcd apart are members', () => {
  expect(cutFromPeers({ lost: 'in' }).effect('etcd:1', ['etcd:1'], apart)).toEqual({
    does: 'cut',
    from: ['etcd:0', 'etcd:2'],
    lost: 'in',
  })
})

test('nobody is cut from itself', () => {
  expect(cutFromEveryone().effect('server:0', ['server:0'], apart)).toMatchObject({
    from: ['lb:0', 'client:0', 'etcd:0', 'etcd:1', 'etcd:2', 'server:1'],
  })
  const pair = parseTopology({ loadBalancer: { kind: 'haproxy+keepalived' } }, 'test')
  expect(cutFromBalancer().effect('lb:0', ['lb:0'], pair)).toMatchObject({ from: ['lb:1'] })
})

test('a server is cut from all that keep the state, one of those from all who ask it', () => {
  expect(cutFromDatastore().effect('server:1', ['server:1'], apart)).toMatchObject({
    from: ['etcd:0', 'etcd:1', 'etcd:2'],
  })
  expect(cutFromDatastore().effect('etcd:1', ['etcd:1'], apart)).toMatchObject({ from: ['server:0', 'server:1'] })
  expect(cutFromDatastore().refusal!(five)).toBe('the servers keep the state themselves')
  expect(cutFromDatastore().refusal!(apart)).toBeUndefined()
})

test('a summary says what is lost, and how', () => {
  expect(cutFromEveryone({ lost: 'out', fate: 'refuse' }).summary).toBe(
    'what passes from a node to everybody is refused',
  )
  expect(loss({ share: 0.05, from: 'load-balancer' }).summary).toBe(
    '5 % of what passes between a node and the load balancers is lost',
  )
  expect(loss({ share: 0.5, lost: 'out' }).summary).toBe('50 % of what passes from a node to everybody is lost')
  expect(serverIds(3).map(node => loss().effect(node, [node], five))).toEqual(Array(3).fill({ does: 'degrade' }))
})

test.each([0, 1, -0.1, 1.5, Number.NaN])('a share of %d is refused', share => {
  expect(() => loss({ share })).toThrow(`loss: a share of ${share} is none`)
})
