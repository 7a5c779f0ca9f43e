import type { Topology } from './topology.ts'

/** nginx: `proxy_connect_timeout`, 60 s when unset; HAProxy: `timeout connect`, of `plain` as in Debian's own file. */
const plainMs = { nginx: 60_000, haproxy: 5000, 'haproxy+keepalived': 5000 }

/**
 * How long the load balancer waits for a server to take a connection before it tries another, in ms; HAProxy's `plain`
 * tries the same one. Undefined where unknown.
 */
export function connectLimitMs({ kind, preset, file }: Topology['loadBalancer']): number | undefined {
  if (kind === 'none' || kind === 'gobetween' || file !== undefined) return undefined
  return preset === 'plain' ? plainMs[kind] : 100
}
