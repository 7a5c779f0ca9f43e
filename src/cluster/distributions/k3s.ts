import { stringify } from 'yaml'
import { balancerIps } from '../../topology/addresses.ts'
import { fileName, type NodeId } from '../../topology/node-id.ts'
import { extraArgsOf, labelsOf, taintsOf } from '../../topology/select-nodes.ts'
import type { Topology } from '../../topology/topology.ts'
import { auditPolicy, isAuditFlag } from '../audit-log.ts'
import { datastoreOf } from '../datastores/datastore-of.ts'
import { kubeletDropIn, timingArgs } from '../timing.ts'
import type { Distribution } from './distribution.ts'

const dataDir = '/var/lib/rancher/k3s'
const etcdTls = `${dataDir}/server/tls/etcd`
const configuration = '/etc/rancher/k3s/config.yaml'
const podImages = `${dataDir}/agent/images/workload.tar`
const auditPolicyFile = '/etc/rancher/k3s/audit-policy.yaml'
// In a volume, so that it outlives every restart; the apiserver makes the directory.
const auditLog = `${dataDir}/server/logs/audit.log`

// Add-ons that no core scenario looks at: each costs images, pods and watches.
const disabledAddOns = ['coredns', 'servicelb', 'traefik', 'local-storage', 'metrics-server']

/** A user's own audit arguments stand alone: k3s would merge ours into them key by key. */
const keepsAuditLog = (topology: Topology, server: NodeId): boolean => !extraArgsOf(topology, server).some(isAuditFlag)

/** `rancher/k3s` as its documentation and sources describe it; nothing here knows which image answers. */
export const k3s: Distribution = {
  command(context, server) {
    return [
      'server',
      ...datastoreOf(context.topology).serverArgs(context, server),
      `--node-name=${fileName(server.id)}`,
      `--node-ip=${server.ip}`,
      `--advertise-address=${server.ip}`,
      ...(context.topology.loadBalancer.tlsSan
        ? balancerIps(context.topology, context.nodes).map(ip => `--tls-san=${ip}`)
        : []),
      ...labelsOf(context.topology, server.id).map(label => `--node-label=${label}`),
      ...taintsOf(context.topology, server.id).map(taint => `--node-taint=${taint}`),
      '--flannel-backend=host-gw',
      '--etcd-disable-snapshots',
      '--disable-cloud-controller',
      '--disable-helm-controller',
      '--disable-network-policy',
      ...disabledAddOns.map(name => `--disable=${name}`),
      ...timingArgs(context.topology.timing),
      ...(keepsAuditLog(context.topology, server.id)
        ? [
            `--kube-apiserver-arg=audit-log-path=${auditLog}`,
            `--kube-apiserver-arg=audit-policy-file=${auditPolicyFile}`,
          ]
        : []),
      ...extraArgsOf(context.topology, server.id),
    ]
  },

  files(context) {
    const dropIn = kubeletDropIn(context.topology.timing)
    const datastore = datastoreOf(context.topology)
    const settings = { token: context.token, ...datastore.serverConfig?.(context) }
    return [
      { path: configuration, mode: 0o600, content: stringify(settings), directoryMode: 0o700 },
      { path: podImages, mode: 0o600, content: context.podImages },
      { path: auditPolicyFile, mode: 0o600, content: auditPolicy },
      ...(datastore.serverFiles?.(context) ?? []),
      ...(dropIn ? [{ path: `${dataDir}/agent/etc/kubelet.conf.d/50-timing.conf`, mode: 0o600, content: dropIn }] : []),
    ]
  },

  tmpfs: ['/run', '/var/run'],

  auditLog: (topology, server) => (keepsAuditLog(topology, server) ? auditLog : undefined),

  paths: {
    configuration,
    kubeconfig: '/etc/rancher/k3s/k3s.yaml',
    etcdCa: `${etcdTls}/server-ca.crt`,
    etcdCert: `${etcdTls}/client.crt`,
    etcdKey: `${etcdTls}/client.key`,
  },

  importPodImages: ['k3s', 'ctr', '--namespace', 'k8s.io', 'images', 'import', podImages],

  joinable: token => ({
    path: '/db/info',
    authorization: `Basic ${Buffer.from(`server:${token}`).toString('base64')}`,
  }),

  etcdTimers: { heartbeatMs: 500, electionMs: 5000 },
}
