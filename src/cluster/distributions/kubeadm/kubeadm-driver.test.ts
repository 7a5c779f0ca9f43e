import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { addressesOf } from '../../../topology/addresses.ts'
import type { NodeId } from '../../../topology/node-id.ts'
import { parseTopology } from '../../../topology/parse-topology.ts'
import type { TopologyInput } from '../../../topology/topology.ts'
import { drawSecrets } from '../../datastores/draw-secrets.ts'
import { drawKubeadmSecrets } from './drawn-secrets.ts'
import { kubeadmDriver } from './kubeadm-driver.ts'

const drawn = { ...drawKubeadmSecrets(), bootstrapToken: 'abcdef.0123456789abcdef', certificateKey: 'k'.repeat(64) }

function contextOf(input: TopologyInput = {}) {
  const topology = parseTopology({ distribution: 'kubeadm', agents: 1, ...input }, 'test')
  const nodes = addressesOf(topology, '172.28.8.0/24')
  return { topology, nodes, token: 'unused', drawn, secrets: drawSecrets(nodes), podImages: [] }
}

const filesOf = (id: NodeId, input?: TopologyInput, through?: NodeId) => {
  const context = contextOf(input)
  const node = context.nodes.find(each => each.id === id)!
  return kubeadmDriver.container({ ...context, ...(through && { through }) }, node).files
}

/** The documents of a node's configuration, by kind. */
function configurationOf(...asked: Parameters<typeof filesOf>) {
  const text = filesOf(...asked).find(({ path }) => path === '/etc/kubeadm/config.yaml')!.content as string
  const documents = parseAllDocuments(text).map(document => document.toJS())
  return Object.fromEntries(documents.map(document => [document.kind, document]))
}

test('the first master founds the cluster behind the balancer, and asks no registry and no network', () => {
  const {
    InitConfiguration: init,
    ClusterConfiguration: cluster,
    KubeletConfiguration: kubelet,
  } = configurationOf('server:0')
  expect(init).toMatchObject({
    bootstrapTokens: [{ token: drawn.bootstrapToken }],
    localAPIEndpoint: { advertiseAddress: '172.28.8.10', bindPort: 6443 },
    nodeRegistration: { name: 'server-0', imagePullPolicy: 'Never', taints: [] },
  })
  expect(cluster).toMatchObject({
    kubernetesVersion: 'v1.36.3',
    controlPlaneEndpoint: '172.28.8.2:6443',
    imageRepository: 'holdfast.local',
    networking: { podSubnet: '10.42.0.0/16', serviceSubnet: '10.43.0.0/16' },
    dns: { disabled: true },
    proxy: { disabled: true },
  })
  expect(cluster.controllerManager.extraArgs).toContainEqual({ name: 'node-monitor-grace-period', value: '9s' })
  expect(kubelet).toMatchObject({ nodeLeaseDurationSeconds: 8, crashLoopBackOff: { maxContainerRestartPeriod: '1s' } })
})

test('the others join by the balancer, and know the authority before it exists; a worker is no master', () => {
  const { JoinConfiguration: master } = configurationOf('server:1')
  const { JoinConfiguration: worker } = configurationOf('agent:0')
  expect(master.discovery.bootstrapToken).toEqual({
    token: drawn.bootstrapToken,
    apiServerEndpoint: '172.28.8.2:6443',
    caCertHashes: [expect.stringMatching(/^sha256:[0-9a-f]{64}$/)],
  })
  expect(master.controlPlane.localAPIEndpoint.advertiseAddress).toBe('172.28.8.11')
  expect(worker.controlPlane).toBeUndefined()
  expect(worker.discovery).toEqual(master.discovery)
  // A first server that comes back to a cluster that stands founds none.
  expect(Object.keys(configurationOf('server:0', {}, 'server:1'))).toEqual(['JoinConfiguration'])
})

test("under its own timers it is told nothing of them; a user's own arguments come last", () => {
  const input: TopologyInput = {
    timing: 'default',
    extraArgs: [
      { nodes: 'server:*', args: ['--kube-apiserver-arg=audit-log-path=/mine', '--etcd-arg=election-timeout=2000'] },
      { nodes: 'agent:0', args: ['--kubelet-arg=max-pods=50'] },
    ],
  }
  const { ClusterConfiguration: cluster, KubeletConfiguration: kubelet } = configurationOf('server:0', input)
  expect(cluster.apiServer.extraArgs).toEqual([{ name: 'audit-log-path', value: '/mine' }])
  expect(cluster.controllerManager.extraArgs).toEqual([])
  expect(cluster.etcd.local.extraArgs).toEqual([{ name: 'election-timeout', value: '2000' }])
  expect(kubelet).not.toHaveProperty('crashLoopBackOff')
  const { JoinConfiguration: worker } = configurationOf('agent:0', input)
  expect(worker.nodeRegistration.kubeletExtraArgs.at(-1)).toEqual({ name: 'max-pods', value: '50' })
})

test('masters without workloads carry the taint that kubeadm gives them', () => {
  const taints = (id: NodeId) => {
    const { InitConfiguration: init, JoinConfiguration: join } = configurationOf(id, { workloadsOnServers: false })
    return (init ?? join).nodeRegistration.taints
  }
  expect(taints('server:0')).toEqual([
    { key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' },
  ])
  expect(taints('agent:0')).toEqual([])
})

test('every secret is in a file for root alone, and the authority with the first master only', () => {
  for (const id of ['server:0', 'server:1', 'agent:0'] as const) {
    const open = filesOf(id).filter(({ mode }) => mode !== 0o600)
    for (const secret of [drawn.bootstrapToken, drawn.certificateKey, drawn.caKey])
      expect(open.map(({ content }) => content).join()).not.toContain(secret)
    const holders = filesOf(id).filter(({ content }) => content === drawn.caKey)
    expect(holders.map(({ path }) => path)).toEqual(id === 'server:0' ? ['/etc/kubeadm/pki/ca.key'] : [])
  }
})

test('others can join once the token has signed what they ask first', () => {
  const { path, expect: look } = kubeadmDriver.joinable({ token: '', drawn })
  expect(path).toContain('cluster-info')
  expect(() => look!(JSON.stringify({ data: { 'jws-kubeconfig-123456': 'x' } }))).toThrow('it is not signed yet')
  look!(JSON.stringify({ data: { 'jws-kubeconfig-abcdef': 'x' } }))
})

test('a member is removed by the number that people see', () => {
  expect(kubeadmDriver.removeMember!('10501334649042878790').slice(-3)).toEqual([
    'member',
    'remove',
    '91bc3c398fb3c146',
  ])
})
