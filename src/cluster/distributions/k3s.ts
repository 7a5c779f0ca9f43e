import { stringify } from 'yaml'
import { balancerIps, entryIp, type NodeAddress } from '../../topology/addresses.ts'
import { fileName, type NodeId, roleOf } from '../../topology/node-id.ts'
import { extraArgsOf, labelsOf, taintsOf } from '../../topology/select-nodes.ts'
import type { Topology } from '../../topology/topology.ts'
import { auditPolicy, isAuditFlag } from '../audit-log.ts'
import { datastoreOf } from '../datastores/datastore-of.ts'
import { kubeletDropIn, timingArgs } from '../timing.ts'
import type { Distribution, NodeContext, PodImage, ServingCertificate } from './distribution.ts'
import { restoreToken } from './restore-token.ts'

const dataDir = '/var/lib/rancher/k3s'
const etcdTls = `${dataDir}/server/tls/etcd`
const etcdServing: ServingCertificate[] = [
  { file: `${etcdTls}/server-client.crt`, authorityKey: `${etcdTls}/server-ca.key`, port: 2379, of: 'etcd' },
  { file: `${etcdTls}/peer-server-client.crt`, authorityKey: `${etcdTls}/peer-ca.key`, port: 2380, of: 'etcd' },
]
const configuration = '/etc/rancher/k3s/config.yaml'
const archiveOf = (role: PodImage['role']): string => `${dataDir}/agent/images/${role}.tar`
const tokenFile = `${dataDir}/server/token`
const auditPolicyFile = '/etc/rancher/k3s/audit-policy.yaml'
// In a volume, so that it outlives every restart; the apiserver makes the directory.
const auditLog = `${dataDir}/server/logs/audit.log`

// Add-ons that no core scenario looks at: each costs images, pods and watches.
const disabledAddOns = ['coredns', 'servicelb', 'traefik', 'local-storage', 'metrics-server']

/** A user's own audit arguments stand alone: k3s would merge ours into them key by key. */
const keepsAuditLog = (topology: Topology, server: NodeId): boolean => !extraArgsOf(topology, server).some(isAuditFlag)

/** What every node is told of itself. */
const nodeArgs = ({ topology }: NodeContext, { id, ip }: NodeAddress): string[] => [
  `--node-name=${fileName(id)}`,
  `--node-ip=${ip}`,
  ...labelsOf(topology, id).map(label => `--node-label=${label}`),
  ...taintsOf(topology, id).map(taint => `--node-taint=${taint}`),
]

const serverCommand = (context: NodeContext, server: NodeAddress): string[] => [
  'server',
  ...datastoreOf(context.topology).serverArgs(context, server),
  ...nodeArgs(context, server),
  `--advertise-address=${server.ip}`,
  ...(context.topology.loadBalancer.tlsSan
    ? balancerIps(context.topology, context.nodes).map(ip => `--tls-san=${ip}`)
    : []),
  '--flannel-backend=host-gw',
  '--etcd-disable-snapshots',
  '--disable-cloud-controller',
  '--disable-helm-controller',
  '--disable-network-policy',
  ...disabledAddOns.map(name => `--disable=${name}`),
  ...timingArgs(context.topology.timing),
  ...(keepsAuditLog(context.topology, server.id)
    ? [`--kube-apiserver-arg=audit-log-path=${auditLog}`, `--kube-apiserver-arg=audit-policy-file=${auditPolicyFile}`]
    : []),
  ...extraArgsOf(context.topology, server.id),
]

/** An agent joins there, and then finds all servers by itself. */
const joinedIp = ({ topology, nodes }: NodeContext): string =>
  topology.agentsJoin === 'load-balancer' ? entryIp(topology, nodes) : nodes.find(({ id }) => id === 'server:0')!.ip

const agentCommand = (context: NodeContext, agent: NodeAddress): string[] => [
  'agent',
  '--server',
  `https://${joinedIp(context)}:6443`,
  ...nodeArgs(context, agent),
  ...extraArgsOf(context.topology, agent.id),
]

/** `rancher/k3s` as its documentation and sources describe it; nothing here knows which image answers. */
export const k3s: Distribution = {
  command: (context, node) => (roleOf(node.id) === 'agent' ? agentCommand : serverCommand)(context, node),

  files(context, node) {
    const dropIn = kubeletDropIn(context.topology.timing)
    const isAgent = roleOf(node.id) === 'agent'
    const datastore = datastoreOf(context.topology)
    const settings = { token: context.token, ...(isAgent ? {} : datastore.serverConfig?.(context)) }
    return [
      { path: configuration, mode: 0o600, content: stringify(settings), directoryMode: 0o700 },
      ...context.podImages.map(({ role, archive }) => ({ path: archiveOf(role), mode: 0o600, content: archive })),
      ...(dropIn ? [{ path: `${dataDir}/agent/etc/kubelet.conf.d/50-timing.conf`, mode: 0o600, content: dropIn }] : []),
      ...(isAgent
        ? []
        : [{ path: auditPolicyFile, mode: 0o600, content: auditPolicy }, ...(datastore.serverFiles?.(context) ?? [])]),
    ]
  },

  tmpfs: ['/run', '/var/run'],

  auditLog: (topology, server) => (keepsAuditLog(topology, server) ? auditLog : undefined),

  paths: {
    configuration,
    kubeconfig: '/etc/rancher/k3s/k3s.yaml',
    token: tokenFile,
    etcdCa: `${etcdTls}/server-ca.crt`,
    etcdCert: `${etcdTls}/client.crt`,
    etcdKey: `${etcdTls}/client.key`,
  },

  data: {
    directory: dataDir,
    laid: [`${dataDir}/agent/images`, `${dataDir}/agent/etc/kubelet.conf.d`],
    datastore: `${dataDir}/server/db`,
  },

  serving: topology => [
    {
      file: `${dataDir}/server/tls/serving-kube-apiserver.crt`,
      authorityKey: `${dataDir}/server/tls/server-ca.key`,
      port: 6443,
      of: 'api',
    },
    ...(topology.datastore === 'embedded-etcd' ? etcdServing : []),
  ],

  importPodImage: role => ['k3s', 'ctr', '--namespace', 'k8s.io', 'images', 'import', archiveOf(role)],

  restoreToken: restoreToken(configuration, tokenFile),

  joinable: token => ({
    path: '/db/info',
    authorization: `Basic ${Buffer.from(`server:${token}`).toString('base64')}`,
  }),

  etcdTimers: { heartbeatMs: 500, electionMs: 5000 },
}
