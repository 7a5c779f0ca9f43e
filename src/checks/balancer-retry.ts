import type { HarnessRecord } from '../history/records.ts'
import type { Topology } from '../topology/topology.ts'
import type { Interval } from './interval.ts'

/** How long the balancer spent on servers that did not take one connection. */
export interface Retry extends Interval {
  dead: string[]
}

/** nginx's `proxy_connect_timeout`: of our tuned file, and its default, which the plain file leaves in force. */
const connectLimitMs: Record<Topology['loadBalancer']['preset'], number> = { tuned: 100, plain: 60_000 }

/** Connections that the balancer could not give to the first server it tried, as its own log tells them. */
export function balancerRetries(
  harness: readonly HarnessRecord[],
  preset: Topology['loadBalancer']['preset'],
): Retry[] {
  const retries: Retry[] = []
  for (const record of harness) {
    if (record.type !== 'balancer') continue
    const upstreams = record.upstream.split(/, */).filter(address => address !== '')
    // Only the last server tried can have taken the connection; without a session it did not either.
    const dead = record.status === '200' ? upstreams.slice(0, -1) : upstreams
    if (dead.length === 0) continue
    // nginx writes '-' for a connection that never stood: then it spent at most its connect limit.
    const times = record.connectMs.split(/, */).map(Number)
    const spentMs = dead.reduce(
      (sum, _, index) => sum + (Number.isFinite(times[index]) ? times[index]! : connectLimitMs[preset]),
      0,
    )
    const fromUs = record.atUs - Math.round(record.sessionMs * 1000)
    retries.push({ fromUs, toUs: fromUs + Math.round(Math.min(spentMs, record.sessionMs) * 1000), dead })
  }
  return retries
}
