import { beforeEach, expect, test, vi } from 'vitest'
import { messageOf } from '../base/errors.ts'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import * as conditions from '../cluster/conditions.ts'
import type { SavedCluster } from '../cluster/saved-cluster.ts'
import * as container from '../engine/container.ts'
import * as remove from '../engine/remove.ts'
import type { MemberRecord } from '../history/records.ts'
import * as endpoints from '../kube/endpoints.ts'
import * as leases from '../kube/live-leases.ts'
import * as nodes from '../kube/nodes.ts'
import { useTemporaryState } from '../run/__fixtures__/temporary-state.ts'
import { openJournal } from '../run/journal.ts'
import { makeStateDirectory } from '../run/state.ts'
import { addressesOf } from '../topology/addresses.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { passGate } from './gate.ts'

vi.mock('../cluster/conditions.ts')
vi.mock('../engine/container.ts')
vi.mock('../engine/remove.ts')
vi.mock('../kube/endpoints.ts')
vi.mock('../kube/expect-idle.ts')
vi.mock('../kube/live-leases.ts')
vi.mock('../kube/namespace.ts')
vi.mock('../kube/nodes.ts')
useTemporaryState()

const topology = parseTopology({ servers: 3 }, 'test')
const addresses = addressesOf(topology, '172.28.8.0/24')
const servers = ['server:0', 'server:1', 'server:2'] as const
const idOf = (node: string) => `id of ${node}`
const members = servers.map((node): MemberRecord => {
  const name = `${node.replace(':', '-')}-0123abcd`
  return { node, name, id: `member of ${node}`, voter: true }
})
const listed = (id: string) => ({ kind: 'container', id, name: id, labels: {} }) as const
const running: container.ContainerState = {
  running: true,
  restarting: false,
  paused: false,
  exitCode: 0,
  restartCount: 0,
  startedAtMs: 5,
  oomKilled: false,
  pid: 1,
}

const observer = { members: vi.fn() }
const cluster = fakeCluster({
  runId: 'one',
  kube: {},
  topology,
  nodes: addresses,
  containers: new Map(addresses.map(({ id }) => [id, idOf(id)])),
  observer,
})
const left = { members, startedAtMs: new Map(servers.map(node => [node, 5])) } as unknown as SavedCluster
const pass = () => passGate(cluster, left, new AbortController().signal)

beforeEach(async () => {
  vi.resetAllMocks()
  await makeStateDirectory('one')
  observer.members.mockResolvedValue(members)
  vi.mocked(remove.listByLabel).mockResolvedValue(addresses.map(({ id }) => listed(idOf(id))))
  vi.mocked(container.inspectContainer).mockResolvedValue(running)
  vi.mocked(nodes.readyNodes).mockResolvedValue(['server-0', 'server-1', 'server-2'])
  vi.mocked(endpoints.kubernetesEndpoints).mockResolvedValue(addresses.map(({ ip }) => ip))
  vi.mocked(leases.expectLiveLeases).mockResolvedValue(9)
})

test('a cluster that is as it was left passes, and what was seen is told', async () => {
  const seen = await pass()
  expect(seen.map(({ subject }) => subject)).toEqual([
    'no fault is left',
    'no node has ended or started since',
    'every member of etcd that was left alone has the id that it had',
    'every member of etcd votes',
    'every Node is Ready',
    "every server is in the kubernetes Service's endpoints",
    'every lease is renewed by its holder',
    'the workloads of the run before are gone',
    'every request is answered',
  ])
})

const inspected = (state: Partial<container.ContainerState>) =>
  vi
    .mocked(container.inspectContainer)
    .mockImplementation(async (_, id) => ({ ...running, ...(id === idOf('server:1') ? state : {}) }))
const defects: [what: string, plant: () => unknown, words: string][] = [
  [
    'a fault that nobody could take back',
    () => openJournal('one').append({ kind: 'unpause-container', id: idOf('server:1') }),
    'no fault is left: unpause-container is still to be done',
  ],
  [
    'a helper of a fault that is still there',
    () =>
      vi
        .mocked(remove.listByLabel)
        .mockResolvedValue([...addresses.map(({ id }) => listed(idOf(id))), listed('holdfast-one-cut-1')]),
    'no fault is left: there is holdfast-one-cut-1',
  ],
  [
    'a container without the label of the run',
    () =>
      vi
        .mocked(remove.listByLabel)
        .mockResolvedValue(addresses.filter(({ id }) => id !== 'server:1').map(({ id }) => listed(idOf(id)))),
    "no fault is left: the container of server:1 is not the run's",
  ],
  [
    'a server that started meanwhile',
    () => inspected({ startedAtMs: 1_800_000_000_000 }),
    'no node has ended or started since: server:1 started at 2027-01-15',
  ],
  ['a server that ended', () => inspected({ running: false }), 'server:1 does not run'],
  ['a paused server', () => inspected({ paused: true }), 'server:1 is paused'],
  [
    'another member of etcd',
    () => observer.members.mockResolvedValue([members[0], members[1], { ...members[2], id: 'new' }]),
    'has the id that it had',
  ],
  [
    'a learner',
    () => observer.members.mockResolvedValue([members[0], members[1], { ...members[2], voter: false }]),
    'every member of etcd votes: 3 members, learners: server-2',
  ],
  [
    'a Node that is not Ready',
    () => vi.mocked(nodes.readyNodes).mockResolvedValue(['server-0', 'server-1']),
    'every Node is Ready: Ready: server-0, server-1',
  ],
  [
    'a server out of the endpoints',
    () => vi.mocked(endpoints.kubernetesEndpoints).mockResolvedValue([]),
    "every server is in the kubernetes Service's endpoints",
  ],
  [
    'a lease that nobody renews',
    () => vi.mocked(leases.expectLiveLeases).mockRejectedValue(new Error('renewed no more: kube-scheduler')),
    'every lease is renewed by its holder: renewed no more: kube-scheduler',
  ],
  [
    'a write that fails',
    () => vi.mocked(conditions.writeOnce).mockRejectedValue(new Error('503')),
    'every request is answered: 503',
  ],
  [
    'a server that does not answer',
    () => vi.mocked(conditions.expectReady).mockRejectedValue(new Error('its /readyz does not answer 200')),
    'every request is answered: its /readyz does not answer 200',
  ],
]
test.each(defects)('%s is told', async (_, plant, words) => {
  await plant()
  expect(await pass().then(() => 'it passed', messageOf)).toContain(words)
})
