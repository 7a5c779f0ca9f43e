import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { k3sFlags } from '../../../distributions/k3s/flags.ts'
import { addressesOf } from '../../../topology/addresses.ts'
import { parseTopology } from '../../../topology/parse-topology.ts'
import type { TopologyInput } from '../../../topology/topology.ts'
import { auditLogOf } from '../../audit-log.ts'
import { drawSecrets } from '../../datastores/draw-secrets.ts'
import type { PodImage } from '../node-context.ts'
import { k3sDriver } from './k3s-driver.ts'

const canary = 'canary-of-the-token'

function contextOf(input: TopologyInput, podImages: PodImage[] = []) {
  const topology = parseTopology(input, 'test')
  const nodes = addressesOf(topology, '172.28.8.0/24')
  return { topology, nodes, token: canary, drawn: {}, secrets: drawSecrets(nodes), podImages }
}

const commandOf = (...asked: Parameters<typeof k3sDriver.container>) => k3sDriver.container(...asked).command!
const filesOf = (...asked: Parameters<typeof k3sDriver.container>) => k3sDriver.container(...asked).files

const serverOf = (context: ReturnType<typeof contextOf>, id: string) => context.nodes.find(node => node.id === id)!

test('the first server begins the cluster, the others join it by its address', () => {
  const context = contextOf({ servers: 3 })
  expect(commandOf(context, serverOf(context, 'server:0'))).toMatchInlineSnapshot(`
    [
      "server",
      "--cluster-init",
      "--node-name=server-0",
      "--node-ip=172.28.8.10",
      "--advertise-address=172.28.8.10",
      "--tls-san=172.28.8.2",
      "--flannel-backend=host-gw",
      "--etcd-disable-snapshots",
      "--disable-cloud-controller",
      "--disable-helm-controller",
      "--disable-network-policy",
      "--disable=coredns",
      "--disable=servicelb",
      "--disable=traefik",
      "--disable=local-storage",
      "--disable=metrics-server",
      "--kube-controller-manager-arg=node-monitor-period=1s",
      "--kube-controller-manager-arg=node-monitor-grace-period=9s",
      "--kube-apiserver-arg=default-not-ready-toleration-seconds=10",
      "--kube-apiserver-arg=default-unreachable-toleration-seconds=10",
      "--kube-apiserver-arg=audit-log-path=/var/lib/rancher/k3s/server/logs/audit.log",
      "--kube-apiserver-arg=audit-policy-file=/etc/rancher/k3s/audit-policy.yaml",
    ]
  `)
  expect(commandOf(context, serverOf(context, 'server:1')).slice(0, 3)).toEqual([
    'server',
    '--server',
    'https://172.28.8.10:6443',
  ])
})

test("the default profile leaves the distribution's timers alone", () => {
  const context = contextOf({ timing: 'default' })
  const server = serverOf(context, 'server:0')
  expect(commandOf(context, server).join(' ')).not.toMatch(/monitor|toleration/)
  expect(filesOf(context, server).map(({ path }) => path)).not.toContainEqual(expect.stringContaining('kubelet.conf.d'))
})

test('extra arguments come last, so that they win', () => {
  const context = contextOf({ extraArgs: [{ nodes: 'server:0', args: ['--disable-scheduler'] }] })
  expect(commandOf(context, serverOf(context, 'server:0')).at(-1)).toBe('--disable-scheduler')
})

test("a user's own audit arguments stand alone", () => {
  const own = '--kube-apiserver-arg=audit-log-path=/var/log/mine.log'
  const context = contextOf({ extraArgs: [{ nodes: 'server:1', args: [own] }] })
  const auditArgs = (id: string) => commandOf(context, serverOf(context, id)).filter(text => text.includes('=audit-'))
  expect(auditArgs('server:1')).toEqual([own])
  expect(auditArgs('server:0')).toHaveLength(2)
  expect(auditLogOf(context.topology, 'server:1')).toBeUndefined()
  expect(auditArgs('server:0').join()).toContain(auditLogOf(context.topology, 'server:0'))
})

test('an agent joins by the load balancer or by the first server, with what its filters say', () => {
  const input = {
    agents: 1,
    labels: [{ nodes: 'agent:*', labels: ['disk=ssd'] }],
    taints: [{ nodes: 'agent:0', taints: ['dedicated=db:NoSchedule'] }],
    extraArgs: [
      { nodes: 'agent:0', args: ['--kubelet-arg=max-pods=50'] },
      { nodes: 'server:*', args: ['--disable-scheduler'] },
    ],
  }
  const commandWith = (topology: TopologyInput) => {
    const context = contextOf(topology)
    return commandOf(context, serverOf(context, 'agent:0'))
  }
  expect(commandWith(input)).toEqual([
    'agent',
    '--server',
    'https://172.28.8.2:6443',
    '--node-name=agent-0',
    '--node-ip=172.28.8.30',
    '--node-label=disk=ssd',
    '--node-taint=dedicated=db:NoSchedule',
    '--kubelet-arg=max-pods=50',
  ])
  expect(commandWith({ ...input, agentsJoin: 'server:0' })).toContain('https://172.28.8.10:6443')
  expect(commandWith({ ...input, loadBalancer: { kind: 'none' } })).toContain('https://172.28.8.10:6443')
})

test('every node takes the sandbox of its pods from the archive that is laid into it', () => {
  const pause = { role: 'pause', reference: 'example.org/pause:3.6', archive: Buffer.from('tar') } as const
  const context = contextOf({ agents: 1 }, [pause])
  for (const id of ['server:0', 'server:1', 'agent:0']) {
    const node = serverOf(context, id)
    expect(commandOf(context, node)).toContain('--pause-image=example.org/pause:3.6')
    expect(filesOf(context, node)).toContainEqual(
      expect.objectContaining({ path: '/var/lib/rancher/k3s/agent/images/pause.tar', content: pause.archive }),
    )
  }
})

test('servers without workloads carry the taint of the documentation, and agents do not', () => {
  const context = contextOf({ servers: 1, agents: 1, workloadsOnServers: false })
  const taint = '--node-taint=CriticalAddonsOnly=true:NoExecute'
  expect(commandOf(context, serverOf(context, 'server:0'))).toContain(taint)
  expect(commandOf(context, serverOf(context, 'agent:0'))).not.toContain(taint)
})

test("an agent gets no file of a server's", () => {
  const context = contextOf({ agents: 1 })
  expect(filesOf(context, serverOf(context, 'agent:0')).map(({ path }) => path)).toEqual([
    '/etc/rancher/k3s/config.yaml',
    '/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/50-timing.conf',
  ])
})

test('who may not rejoin has a value that no version takes, beside its own settings', () => {
  const context = contextOf({})
  const own = filesOf(context, serverOf(context, 'server:0')).map(({ path }) => path)
  expect(k3sDriver.refusedFiles.map(({ path }) => path)).toEqual(['/etc/rancher/k3s/config.yaml.d/90-refused.yaml'])
  expect(own).not.toContain(k3sDriver.refusedFiles[0]!.path)
  // Unknown keys of a file are skipped.
  const keys = k3sDriver.refusedFiles.flatMap(({ content }) => Object.keys(parse(String(content))))
  expect(keys.filter(key => !(key in k3sFlags.critical.flags))).toEqual([])
})

test('the token is in a file of mode 0600 in a directory of mode 0700 and nowhere else', () => {
  const context = contextOf({ agents: 1 })
  for (const server of context.nodes.filter(({ id }) => /^(server|agent)/.test(id))) {
    expect(commandOf(context, server).join(' ')).not.toContain(canary)
    const holding = filesOf(context, server).filter(({ content }) => content.includes(canary as never))
    expect(holding.map(({ path, mode, directoryMode }) => [path, mode, directoryMode])).toEqual([
      ['/etc/rancher/k3s/config.yaml', 0o600, 0o700],
    ])
  }
})
