import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

export const noActiveCheck: Rule = {
  severity: 'warning',
  why: 'Only clients find out that a server is ill. One that is frozen or overloaded still takes connections, so its share of new ones, of three servers a third, hangs for as long as it lasts.',
  source:
    'nginx manual: ngx_stream_upstream_hc_module is commercial; measured: 33 % of new connections to a paused server, with every nginx setting',
  advice:
    "A balancer that asks '/readyz' sees it: HAProxy with 'option httpchk'. With nginx, know that this risk stays.",
  look: plan =>
    poolSightings(plan, ({ check }) =>
      check.kind === 'none' ? 'No server is asked whether it is well before a client is sent there.' : undefined,
    ),
}
