import { monotonicUsOfRecent } from '../base/clock.ts'
import { type ClusterContainers, ipOf } from '../cluster/cluster.ts'
import type { BalancerLine } from '../cluster/load-balancers/access-log.ts'
import type { StreamWriter } from '../history/history-writer.ts'

/** Writes the prober's own connections into the balancer's stream; those of people and of the harness are not its story. */
export function recordSessions(cluster: ClusterContainers, write: StreamWriter['write']): (line: BalancerLine) => void {
  const prober = ipOf(cluster, 'client:0')
  return ({ atMs, client, port, upstreams, connectMs, status, sessionMs }) => {
    if (client !== prober) return
    const atUs = monotonicUsOfRecent(atMs)
    write({ type: 'session', fromUs: Math.round(atUs - sessionMs * 1000), port, upstreams, connectMs, status, atUs })
  }
}
