import { distributionOf } from '../../../distributions/distribution-of.ts'
import { k3sPaths, k3sSettings } from '../../../distributions/k3s/paths.ts'
import { balancerIps, entryIp, type NodeAddress } from '../../../topology/addresses.ts'
import { fileName, type NodeId } from '../../../topology/node-id.ts'
import { extraArgsOf, labelsOf, taintsOf } from '../../../topology/select-nodes.ts'
import type { Topology } from '../../../topology/topology.ts'
import { keepsAuditLog } from '../../audit-log.ts'
import { timingOf } from '../../timing.ts'
import type { NodeContext } from '../node-context.ts'

export const auditPolicyFile = `${k3sSettings}/audit-policy.yaml`

// Add-ons that no core scenario looks at: each costs images, pods and watches.
const disabledAddOns = ['coredns', 'servicelb', 'traefik', 'local-storage', 'metrics-server']

// Pods reach each other by plain routes, and what no scenario looks at does not run.
const ownFlags = [
  '--flannel-backend=host-gw',
  '--etcd-disable-snapshots',
  '--disable-cloud-controller',
  '--disable-helm-controller',
  '--disable-network-policy',
]

const nameOf = (flag: string): string => flag.split('=')[0]!

/** Whether the topology has this flag for any server: then ours is on none, or the others would differ by it from what k3s does unasked. */
const isWritten = ({ extraArgs }: Topology, flag: string): boolean =>
  extraArgs.some(({ args }) => args.some(argument => nameOf(argument) === nameOf(flag)))

const apiUrl = (topology: Topology, ip: string): string => `https://${ip}:${distributionOf(topology).ports.api}`

/** What every node is told of itself. */
const nodeArgs = ({ topology, podImages }: NodeContext, { id, ip }: NodeAddress): string[] => [
  `--node-name=${fileName(id)}`,
  `--node-ip=${ip}`,
  // The sandbox of pods is in no image of a node, and by its own name each node would pull it (k3s-contract 1).
  ...podImages.filter(({ role }) => role === 'pause').map(({ reference }) => `--pause-image=${reference}`),
  ...labelsOf(topology, id).map(label => `--node-label=${label}`),
  ...taintsOf(topology, id).map(taint => `--node-taint=${taint}`),
]

/** Settings of its components, each as one argument. */
function timingArgs({ timing }: Topology): string[] {
  const { controllerManager, apiserver } = timingOf(timing)
  const written = (component: string, settings: Record<string, string>) =>
    Object.entries(settings).map(([flag, value]) => `--${component}-arg=${flag}=${value}`)
  return [...written('kube-controller-manager', controllerManager), ...written('kube-apiserver', apiserver)]
}

/** The first server founds the cluster of embedded etcd, the others join it; on a datastore apart nobody joins anybody. */
function memberArgs({ topology, nodes, through }: NodeContext, id: NodeId): string[] {
  if (topology.datastore !== 'embedded-etcd') return []
  if (id === 'server:0' && through === undefined) return ['--cluster-init']
  const host = through ?? 'server:0'
  // A named ready server, never the balancer: it could lead a joiner back to itself.
  return ['--server', apiUrl(topology, nodes.find(node => node.id === host)!.ip)]
}

/** The command line of a server. */
export const serverCommand = (context: NodeContext, server: NodeAddress): string[] => [
  'server',
  ...memberArgs(context, server.id),
  ...nodeArgs(context, server),
  `--advertise-address=${server.ip}`,
  ...(context.topology.loadBalancer.tlsSan
    ? balancerIps(context.topology, context.nodes).map(ip => `--tls-san=${ip}`)
    : []),
  ...ownFlags.filter(flag => !isWritten(context.topology, flag)),
  ...disabledAddOns.map(name => `--disable=${name}`),
  ...timingArgs(context.topology),
  ...(keepsAuditLog(context.topology, server.id)
    ? [
        `--kube-apiserver-arg=audit-log-path=${k3sPaths.auditLog}`,
        `--kube-apiserver-arg=audit-policy-file=${auditPolicyFile}`,
      ]
    : []),
  ...extraArgsOf(context.topology, server.id),
]

/** The command line of an agent: it joins by one address, and then finds all servers by itself. */
export function agentCommand(context: NodeContext, agent: NodeAddress): string[] {
  const { topology, nodes } = context
  const joinedIp =
    topology.agentsJoin === 'load-balancer' ? entryIp(topology, nodes) : nodes.find(({ id }) => id === 'server:0')!.ip
  return [
    'agent',
    '--server',
    apiUrl(topology, joinedIp),
    ...nodeArgs(context, agent),
    ...extraArgsOf(topology, agent.id),
  ]
}
