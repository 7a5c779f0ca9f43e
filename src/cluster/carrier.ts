import { connectionsIn, socketsCommand } from '../base/sockets.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterContainers } from './cluster.ts'

/**
 * The server over which an agent's calls go, by the table of its sockets: to each server it has one connection by its
 * tunnel, and to one of them all others. Undefined when there is none of these.
 */
export function carrierIn(sockets: string, nodes: readonly NodeAddress[], apiPort: number): NodeId | undefined {
  const remotes = Map.groupBy(connectionsIn(sockets, apiPort), address => address)
  const [most] = [...remotes.values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length)
  return nodes.find(({ ip }) => ip === most?.[0])?.id
}

/** That server now; undefined where the load balancer leads agents. @throws EngineError */
export async function carrierOf(
  cluster: ClusterContainers,
  agent: NodeId,
  signal: AbortSignal,
): Promise<NodeId | undefined> {
  if (cluster.distribution.agentTunnel === undefined) return undefined
  const { stdout } = await cluster.node(agent).exec(socketsCommand, { signal })
  return carrierIn(stdout, cluster.nodes, cluster.distribution.ports.api)
}
