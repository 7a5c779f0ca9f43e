import { distributionOf } from '../distributions/distribution-of.ts'
import { type NodeId, roleOf, serverIds } from './node-id.ts'
import { kubeletIds } from './nodes-of.ts'
import type { Topology } from './topology.ts'

const meets = (nodes: string, node: NodeId): boolean => nodes === node || nodes === `${roleOf(node)}:*`

/** Extra arguments of one node, from all filters that name it, in the order they are written. */
export const extraArgsOf = ({ extraArgs }: Topology, node: NodeId): string[] =>
  extraArgs.filter(({ nodes }) => meets(nodes, node)).flatMap(({ args }) => args)

/** Labels of one node, `key=value`. */
export const labelsOf = ({ labels }: Topology, node: NodeId): string[] =>
  labels.filter(({ nodes }) => meets(nodes, node)).flatMap(each => each.labels)

/** Taints of one node, `key=value:effect`. */
export const taintsOf = (topology: Topology, node: NodeId): string[] => [
  ...(topology.workloadsOnServers || roleOf(node) !== 'server' ? [] : [distributionOf(topology).serversOnlyTaint]),
  ...topology.taints.filter(({ nodes }) => meets(nodes, node)).flatMap(each => each.taints),
]

/** The nodes on which a pod runs that tolerates nothing in particular. */
export const workloadIds = (topology: Topology): NodeId[] =>
  kubeletIds(topology).filter(node => !taintsOf(topology, node).some(taint => !taint.endsWith(':PreferNoSchedule')))

/** The servers that the load balancer forwards to. */
export const upstreamsOf = (topology: Topology): NodeId[] =>
  (topology.loadBalancer.upstreams as NodeId[] | undefined) ?? serverIds(topology.servers)
