import { ClusterError } from '../base/errors.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { Cluster } from './cluster.ts'

/** A server other than this one whose API is ready: the one by which it joins. @throws ClusterError when there is none */
export async function readyServer({ topology, observer }: Cluster, other: NodeId): Promise<NodeId> {
  for (const server of serverIds(topology.servers)) {
    if (server !== other && (await observer.isReady(server).catch(() => false))) return server
  }
  throw new ClusterError(`no server is ready through which ${other} could join`)
}
