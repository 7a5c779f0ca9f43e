import { waitUntil } from '../../base/wait-until.ts'
import { configFile, sharedConfig } from '../config-file.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { voterCondition } from '../voter-condition.ts'
import { firstHost, firstServer, podImages } from './first-server.ts'

/** The cluster at one moment while two servers joined. */
export interface JoinSample {
  /** From the start of the joiners. */
  atMs: number
  members: { id: string; name: string; voter: boolean }[]
  /** `EtcdIsVoter` by Node, as `status/reason`. */
  conditions: Record<string, string>
  /** By joiner: whether its port answers `/ping`, and the status of its own `/readyz`. */
  joiners: Record<string, { ping: boolean; readyz: number }>
}

interface ThreeServers {
  servers: [LabServer, LabServer, LabServer]
  samples: JoinSample[]
}

const formationMs = 240_000

/** Two more servers that join at once: one by files and the short token, one by environment and the full token. */
export const threeServers = scene(async (lab): Promise<ThreeServers> => {
  const { server: first, kube } = await firstServer(lab)
  const url = `https://${first.ip}:6443`
  const second = await lab.create({
    name: 'server-1',
    host: firstHost + 1,
    command: ['server', '--node-name=server-1', '--tls-san=from-command-line.test', '--etcd-expose-metrics'],
    config: {
      token: lab.token,
      server: url,
      ...sharedConfig,
      'node-ip': lab.ipAt(firstHost + 1),
      'node-name': 'from-file',
      'tls-san': ['from-file.test'],
      'node-label': ['contract.test/main=1'],
      'write-kubeconfig-mode': '0644',
    },
    files: [
      podImages(lab),
      configFile({ 'node-label+': ['contract.test/appended=1'], 'write-kubeconfig-mode': '0604' }, '10-first.yaml'),
      configFile({ 'write-kubeconfig-mode': '0640' }, '20-last.yaml'),
    ],
  })
  const third = await lab.create({
    name: 'server-2',
    host: firstHost + 2,
    command: ['server'],
    config: { token: (await first.read('/var/lib/rancher/k3s/server/token')).trim(), ...sharedConfig },
    environment: { K3S_URL: url },
    files: [podImages(lab)],
  })
  const joiners = [second, third]
  const samples: JoinSample[] = []
  const etcd = await first.etcd()
  await Promise.all(joiners.map(joiner => joiner.start()))
  const fromMs = performance.now()
  const sample = async (): Promise<void> => {
    for (const joiner of joiners) await joiner.expectRunning()
    const [members, { items: nodes }, ...looks] = await Promise.all([
      etcd.members(),
      kube.core.listNode(),
      ...joiners.map(async joiner => ({
        ping: await joiner.get('/ping').then(
          ({ status }) => status === 200,
          () => false,
        ),
        readyz: await joiner.get('/readyz', lab.admin).then(
          ({ status }) => status,
          () => 0,
        ),
      })),
    ])
    samples.push({
      atMs: performance.now() - fromMs,
      members,
      conditions: Object.fromEntries(nodes.map(node => [node.metadata!.name!, voterCondition(node)])),
      joiners: Object.fromEntries(joiners.map(({ name }, index) => [name, looks[index]!])),
    })
    const voters = members.filter(({ voter }) => voter).length
    const ready = looks.filter(({ readyz }) => readyz === 200).length
    if (voters < 3 || ready < 2) throw new Error(`${voters} of 3 members vote, ${ready} of 2 joiners are ready`)
  }
  try {
    await waitUntil('two servers to join', sample, { timeoutMs: formationMs, intervalMs: 100, signal: lab.signal })
  } finally {
    etcd.close()
  }
  return { servers: [first, second, third], samples }
})
