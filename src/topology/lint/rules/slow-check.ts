import { formatMs } from '../../../base/duration.ts'
import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

/** Three looks, one every 2 s: HAProxy's own pace (include/haproxy/defaults.h). */
const ownPaceMs = 6000

export const slowCheck: Rule = {
  severity: 'warning',
  why: 'Until the check has failed often enough a dead server gets its share of clients: measured with a look every 10 s, a third of new connections for the whole 22 s that it was gone.',
  source: 'k3s documentation: Cluster Load Balancer, HAProxy example; measured in load balancer cells',
  advice: "Look more often: 'inter 200ms fall 2' found a dead server in 0.4 s.",
  look: plan =>
    poolSightings(plan, ({ check }) =>
      check.kind !== 'none' && check.intervalMs * check.fall > ownPaceMs
        ? `A dead server is left out after ${check.fall} failed looks, one every ${formatMs(check.intervalMs)}.`
        : undefined,
    ),
}
