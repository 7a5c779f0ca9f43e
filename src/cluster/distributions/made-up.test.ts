import { extract } from 'tar-stream'
import { describe, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import type { DistributionWord } from '../../distributions/distributions.ts'
import { describeFaults } from '../../faults/describe-faults.ts'
import { assumedFault, type FaultInstance } from '../../history/fault-instance.ts'
import { predictFailover } from '../../prediction/predict-failover.ts'
import { predictRestarts } from '../../prediction/predict-restarts.ts'
import { predictSeries } from '../../prediction/predict-series.ts'
import { predictStage } from '../../prediction/predict-stage.ts'
import { addressesOf } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { TopologyInput } from '../../topology/topology.ts'
import { containerMaker } from '../container-maker.ts'
import { drawSecrets } from '../datastores/draw-secrets.ts'
import { lintTopology } from '../lint-topology.ts'
import { Observer } from '../observer.ts'
import { publishedNodes } from '../published-nodes.ts'
import { startObserver } from '../start-observer.ts'
import { madeUp } from './__fixtures__/made-up.ts'

vi.mock('../../distributions/distributions.ts', async importActual => {
  const { madeUp } = await import('./__fixtures__/made-up.ts')
  const { distributions, ...rest } = await importActual<typeof import('../../distributions/distributions.ts')>()
  return { ...rest, distributions: { ...distributions, 'made-up': madeUp } }
})
vi.mock('./drivers.ts', async importActual => {
  const { madeUpDriver } = await import('./__fixtures__/made-up.ts')
  const { drivers } = await importActual<typeof import('./drivers.ts')>()
  return { drivers: { ...drivers, 'made-up': madeUpDriver } }
})
vi.mock('../../prober/bundle.ts', () => ({ bundleProber: async () => 'the prober' }))

const distribution = 'made-up' as DistributionWord
const topologyOf = (input: TopologyInput = {}) => parseTopology({ distribution, ...input }, 'test')

/** What only another distribution has: its names, its paths, its ports and its flags. */
const foreign =
  /k3s|rancher|kubeadm|etc\/kubernetes|var\/lib\/etcd|\b(6443|10250|2379|2380)\b|--(cluster-init|node-name|tls-san)/

describe('a distribution that differs in every path, port, part and flag', () => {
  test('has topologies of its own: what it does not take is refused by its name', () => {
    const refusal = (input: TopologyInput) => () => topologyOf(input)
    const args = (nodes: string, ...args: string[]): TopologyInput => ({ extraArgs: [{ nodes, args }] })
    expect(topologyOf(args('server:*', '--mesh-range=10')).extraArgs).toHaveLength(1)
    expect(refusal(args('server:*', '--vault-word=secret'))).toThrow('a secret in an argument')
    expect(refusal(args('server:*', '--kubelet-arg=x'))).toThrow('Made Up takes no --kubelet-arg')
    expect(refusal(args('server:1', '--quota-pods=9'))).toThrow('Made Up has one such argument for all servers')
    expect(refusal({ datastore: 'postgres' })).toThrow('Made Up cannot keep its state in postgres')
    expect(refusal({ loadBalancer: { tlsSan: false } })).toThrow('Made Up names the load balancer')
  })

  test('is judged by the lint as what it is', () => {
    const rulesOf = (input: TopologyInput) =>
      lintTopology(topologyOf(input)).map(({ rule, source }) => `${rule}: ${source}`)
    const unequal = { extraArgs: [{ nodes: 'server:1', args: ['--mesh-range=9', '--mesh-without=doors'] }] }
    expect(rulesOf(unequal).filter(text => text.startsWith('unequal'))).toEqual([
      'unequal-critical-flags: Made Up, page 7',
      'unequal-critical-flags: Made Up, page 7',
    ])
    // Checks of our own file are read from its port, and it answers strangers.
    const told = rulesOf({ loadBalancer: { kind: 'haproxy', preset: 'plain' } })
    expect(told.some(text => text.startsWith('tcp-check-only'))).toBe(true)
    expect(told.join()).not.toMatch(/anonymous-check|no-tls-san/)
  })

  test('is predicted by its own timers', () => {
    const topology = topologyOf({ agents: 1 })
    const setting = { topology, etcd: madeUp.embeddedEtcd.timers }
    const killed = assumedFault({
      kind: 'kill',
      node: 'server:1',
      effect: { does: 'end' },
      overUs: 60e6,
      backUs: 70e6,
      leader: 'server:1',
      holders: { 'kube-scheduler': 'server:1', 'made-up': 'server:1' },
    })
    const series = {
      path: 'lb' as const,
      operation: 'quorum-read' as const,
      connection: 'new' as const,
      intervalMs: 50,
      deadlineMs: 5000,
    }
    const { gap, basis } = predictSeries(series, [killed], setting)
    expect(basis).toMatchObject({ kind: 'election', band: { fromMs: 300, toMs: 750 } })
    expect(gap!.toMs).toBeLessThan(1000)
    const stage = { kind: 'lease-moved', lease: 'made-up' } as const
    expect(predictStage(stage, killed, [killed], setting)).toEqual({ fromMs: 5500, toMs: 8250 })
    const stopped = { ...killed, effect: { does: 'end', graceful: true } as const }
    expect(predictStage(stage, stopped, [stopped], setting)!.fromMs).toBe(0)
    const cut: FaultInstance = {
      ...killed,
      effect: { does: 'cut', from: ['server:0', 'server:2'], lost: 'both' },
      leader: 'server:0',
    }
    expect(predictRestarts([cut], setting)).toMatchObject([{ node: 'server:1', deadlineMs: 4000 }])
    const silent = { ...killed, effect: { does: 'end', silent: true } as const }
    expect(predictFailover(silent, [silent], setting).band).toEqual({ fromMs: 0, toMs: 9000 })
  })

  test('has containers, commands and files of its own, behind a balancer that leads to its port', async () => {
    for (const kind of ['nginx', 'haproxy', 'haproxy+keepalived', 'none'] as const) {
      const made = await containersOf({ agents: 1, loadBalancer: { kind }, dataVolumeMiB: 256 })
      expect(JSON.stringify(made)).not.toMatch(foreign)
      const server = made.find(({ name }) => name === 'holdfast-run-server-1')!
      expect(server.Cmd).toEqual(['server', '--i-am=server-1', '--at=172.28.8.11'])
      expect(server.HostConfig).toMatchObject({ Tmpfs: { '/scratch': expect.anything() } })
      expect(server.files.map(({ name }) => `/${name}`)).toEqual([madeUp.paths.configuration])
      expect(JSON.stringify(made)).toContain('7001/tcp')
      const balancer = made.find(({ name }) => name === 'holdfast-run-lb-0')
      if (kind !== 'none') expect(balancer!.files[0]!.content).toContain(':7001')
    }
  })

  test('is observed on its ports, with the identity that it has', async () => {
    const topology = topologyOf({ agents: 1 })
    const nodes = addressesOf(topology, '172.28.8.0/24')
    const start = vi.spyOn(Observer, 'start').mockResolvedValue({} as Observer)
    const node = (id: string) => ({
      ip: nodes.find(each => each.id === id)!.ip,
      readFile: async (path: string) => path,
    })
    const kubeconfig = stringify({
      clusters: [{ cluster: { server: 'x', 'certificate-authority-data': '' } }],
      users: [{ user: { 'client-certificate-data': '', 'client-key-data': '' } }],
    })
    await startObserver({ topology, nodes, distribution: madeUp, node } as never, kubeconfig, 'ns', () => {})
    const [, setup] = start.mock.calls[0]!
    expect(setup.targets).toMatchObject({
      lb: 'https://172.28.8.2:7001',
      'direct:server:2': 'https://172.28.8.12:7001',
      'direct:agent:0': 'https://172.28.8.30:7002',
    })
    expect(setup.etcd).toMatchObject({ port: 7003, identity: madeUp.paths.etcd })
  })

  test('refuses the faults that it cannot have', () => {
    const refused = describeFaults(undefined, topologyOf()).filter(
      ({ refusal }) => refusal === 'its parts are never alone',
    )
    expect(refused.map(({ name }) => name)).toEqual(['endPart'])
  })
})

interface Made {
  name: string
  Cmd?: string[]
  HostConfig: { Tmpfs?: object }
  files: { name: string; content: string }[]
}

/** The containers of a topology, as an engine is asked for them. */
async function containersOf(input: TopologyInput): Promise<Made[]> {
  const topology = topologyOf(input)
  const nodes = addressesOf(topology, '172.28.8.0/24')
  const made: Made[] = []
  const docker = {
    createContainer: async (options: Made) => {
      made.push({ ...options, files: [] })
      return { id: String(made.length - 1) }
    },
    getContainer: (id: string) => ({
      start: async () => {},
      putArchive: async (archive: Buffer) => {
        made[Number(id)]!.files.push(...(await filesIn(archive)))
      },
    }),
    getImage: () => ({ get: async () => (async function* () {})() }),
  }
  const roles = ['node', 'client', 'workload', 'nginx', 'haproxy'] as const
  const images = roles.map(role => ({
    role,
    reference: role,
    id: role,
    how: 'built' as const,
    standIn: false,
    contents: role,
  }))
  const create = containerMaker({ docker, isPrivate: true } as never, {
    runId: 'run',
    labels: {},
    topology,
    images,
    nodes,
    containers: new Map(),
    keepers: new Map(),
    hostPorts: publishedNodes(topology, nodes).map((_, index) => 20_000 + index),
    token: 'the-word',
    drawn: {},
    secrets: drawSecrets(nodes),
  })
  for (const node of nodes) await create(node)
  return made
}

async function filesIn(archive: Buffer): Promise<Made['files']> {
  const files: Made['files'] = []
  const reading = extract()
  reading.end(archive)
  for await (const entry of reading) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    files.push({ name: entry.header.name, content: Buffer.concat(chunks).toString() })
  }
  return files
}
