import { formatMs } from '../../../base/duration.ts'
import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

/** A probe calls an attempt that takes longer stalled. */
const stalledMs = 250

export const longConnectLimit: Rule = {
  severity: 'warning',
  why: 'Each new connection that is sent to a vanished server stalls for this long before it is tried elsewhere. Measured with 2 s: 16 stalls of 2 s in 15 s.',
  source: "measured in load balancer cells with k3d's settings; nginx manual: proxy_connect_timeout",
  advice: 'On a local network 100 ms is enough.',
  look: plan =>
    poolSightings(plan, ({ connectLimitMs }) =>
      connectLimitMs !== undefined && connectLimitMs > stalledMs
        ? `A connection to a dead server is given up after ${formatMs(connectLimitMs)}.`
        : undefined,
    ),
}
