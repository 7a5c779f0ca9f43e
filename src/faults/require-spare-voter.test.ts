import { expect, test } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import { distributions } from '../distributions/distributions.ts'
import { addressesOf } from '../topology/addresses.ts'
import { fileName, type NodeId, serverIds } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { requireSpareVoter } from './require-spare-voter.ts'

interface Etcd {
  topology?: TopologyInput
  /** Those that answer, at each look. */
  answering: NodeId[]
  /** Those of them that have a leader, at each look; the last goes on. */
  led?: NodeId[][]
  learners?: NodeId[]
}

/** A cluster whose etcd is so; how often its members were asked. */
function etcd({ topology: input = {}, answering, led = [answering], learners = [] }: Etcd) {
  const topology = parseTopology(input, 'test')
  const servers = serverIds(topology.servers)
  const hasQuorum = answering.length > servers.length / 2
  let looks = 0
  const memberName = (node: NodeId) => fileName(node) + (topology.distribution === 'kubeadm' ? '' : '-0a1b2c3d')
  const cluster = fakeCluster({
    topology,
    distribution: distributions[topology.distribution],
    nodes: addressesOf(topology, '172.28.8.0/24'),
    observer: {
      members: async () => {
        if (!hasQuorum) throw new Error('etcdserver: request timed out')
        return servers.map(node => ({ id: node, name: memberName(node), voter: !learners.includes(node) }))
      },
      statuses: async () => {
        const well = led[Math.min(looks++, led.length - 1)]!
        return answering.map(node => ({ node, leader: well.includes(node) ? '7' : '0' }))
      },
    },
  })
  return { cluster, looks: () => looks }
}

const ask = async (state: Etcd, node: NodeId = 'server:0') => {
  const { cluster, looks } = etcd(state)
  await requireSpareVoter(cluster, node, AbortSignal.timeout(20_000))
  return looks()
}

test.each(['k3s', 'kubeadm'] as const)('of three well servers of %s any may go', async distribution => {
  for (const node of serverIds(3))
    expect(await ask({ topology: { distribution }, answering: serverIds(3) }, node)).toBe(1)
})

test.each(['k3s', 'kubeadm'] as const)(
  'with one of three down no other of %s may go, and it is told at once',
  async distribution => {
    const state = { topology: { distribution }, answering: ['server:0', 'server:2'] as NodeId[] }
    await expect(ask(state)).rejects.toMatchObject({
      name: 'FaultError',
      exitCode: 3,
      message: 'etcd cannot lose server:0 now: beside it 1 of 3 voters answer, and a quorum is 2',
      hint: expect.stringContaining('healAndReturn'),
    })
  },
)

test('the one that is down may', async () => {
  expect(await ask({ answering: ['server:0', 'server:2'] }, 'server:1')).toBe(1)
})

test('without a quorum, and so without a list, none may', async () => {
  await expect(ask({ answering: ['server:0'] })).rejects.toThrow('beside it 0 of 3 voters answer, and a quorum is 2')
})

test('of five two may be away', async () => {
  const topology = { servers: 5 }
  expect(await ask({ topology, answering: ['server:0', 'server:1', 'server:2', 'server:3'] })).toBe(1)
  await expect(ask({ topology, answering: ['server:0', 'server:1', 'server:2'] })).rejects.toThrow(
    'beside it 2 of 5 voters answer, and a quorum is 3',
  )
})

test('a learner has no vote, and takes none away', async () => {
  expect(await ask({ topology: { servers: 4 }, answering: serverIds(4), learners: ['server:3'] }, 'server:3')).toBe(1)
  await expect(ask({ answering: serverIds(3), learners: ['server:2'] })).rejects.toThrow(
    'beside it 1 of 2 voters answer',
  )
})

test('an election is waited for', async () => {
  expect(await ask({ answering: serverIds(3), led: [[], ['server:1'], serverIds(3)] })).toBe(3)
})

test.each(['postgres', 'external-etcd'] as const)('a server before %s is no member', async datastore => {
  expect(await ask({ topology: { servers: 2, datastore }, answering: [] })).toBe(0)
})
