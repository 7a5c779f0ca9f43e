import { monotonicUsOfRecent } from '../base/clock.ts'
import type { ClusterContainers } from '../cluster/cluster.ts'
import type { BalancerListener } from '../cluster/watch-balancer.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import { fileName } from '../topology/node-id.ts'

/**
 * Writes what balancers say into their stream: of connections only the prober's own, those of people and of the harness
 * are not its story, nor is what came before `sinceMs` of the wall clock; and the servers that checks took out or back
 * in, from the first on, for what they made of one then may hold still.
 */
export function recordBalancer(
  cluster: ClusterContainers,
  sinceMs: number,
  write: StreamWriter['write'],
): BalancerListener {
  const prober = cluster.node('client:0').ip
  return {
    onSession: ({ atMs, client, sessionMs, ...line }) => {
      if (client !== prober || atMs < sinceMs) return
      const atUs = monotonicUsOfRecent(atMs)
      write({ type: 'session', fromUs: Math.round(atUs - sessionMs * 1000), ...line, atUs })
    },
    onChange: (balancer, { server, ...change }, atMs) => {
      const node = cluster.nodes.find(({ id }) => fileName(id) === server)?.id
      write({ type: 'upstream', balancer, server: node ?? server, ...change, atUs: monotonicUsOfRecent(atMs) })
    },
    onAddress: (balancer, holds, atMs) => {
      write({ type: 'address', balancer, holds, atUs: monotonicUsOfRecent(atMs) })
    },
  }
}
