import type { Topology } from './topology.ts'

/**
 * How long the load balancer waits for a server to take a connection before it tries another, in ms: of nginx
 * `proxy_connect_timeout`, which our tuned file sets and the plain one leaves at its default. Undefined where unknown.
 */
export function connectLimitMs({ kind, preset, file }: Topology['loadBalancer']): number | undefined {
  if (kind !== 'nginx' || file !== undefined) return undefined
  return preset === 'plain' ? 60_000 : 100
}
