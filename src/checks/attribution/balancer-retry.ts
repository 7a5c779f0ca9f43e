import type { BalancerSession } from '../../history/history.ts'
import type { Interval } from '../interval.ts'

/** How long the balancer spent on servers that did not take one connection. */
export interface Retry extends Interval {
  /** Their addresses; of a balancer that names only the last one it tried, none. */
  servers: string[]
}

/** The servers that did not take a connection, as the balancer's own log tells it; undefined if the first one did. */
export function retryOf(
  { upstreams, status, connectMs, fromUs, atUs, retries = 0 }: BalancerSession,
  connectLimitMs = 0,
): Retry | undefined {
  if (retries > 0) return unnamedRetry({ connectMs, fromUs, atUs })
  // Only the last server tried can have taken the connection; without a session it did not either.
  const dead = status === '200' ? upstreams.slice(0, -1) : upstreams
  if (dead.length === 0) return undefined
  // A server that never took it cost at most the connect limit.
  const spentMs = dead.reduce((sum, _, index) => sum + (connectMs[index] ?? connectLimitMs), 0)
  return { fromUs, toUs: Math.min(atUs, fromUs + spentMs * 1000), servers: dead }
}

/** Of a balancer that names only the last server: its connect time is that of all attempts together. */
function unnamedRetry({ connectMs, fromUs, atUs }: Pick<BalancerSession, 'connectMs' | 'fromUs' | 'atUs'>): Retry {
  const spentMs = connectMs.at(-1)
  const toUs = spentMs === null || spentMs === undefined ? atUs : Math.min(atUs, fromUs + spentMs * 1000)
  return { fromUs, toUs, servers: [] }
}
