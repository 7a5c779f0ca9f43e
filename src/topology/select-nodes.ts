import type { NodeId } from './node-id.ts'
import { serverIds } from './node-id.ts'
import type { Topology } from './topology.ts'

/** Extra arguments of one server, from all filters that name it, in the order they are written. */
export function extraArgsOf(topology: Topology, node: NodeId): string[] {
  return topology.extraArgs.filter(({ nodes }) => nodes === 'server:*' || nodes === node).flatMap(({ args }) => args)
}

/** The servers that the load balancer forwards to. */
export const upstreamsOf = (topology: Topology): NodeId[] =>
  (topology.loadBalancer.upstreams as NodeId[] | undefined) ?? serverIds(topology.servers)
