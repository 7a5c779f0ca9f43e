import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

export const noSecondTry: Rule = {
  severity: 'warning',
  why: 'A connection that fails at a dead server is given back to the client as an error, although other servers live.',
  source:
    'HAProxy manual: option redispatch; nginx manual: proxy_next_upstream; measured: 6 to 33 % of new connections lost without it',
  advice: "Set 'option redispatch 1' (HAProxy), or leave proxy_next_upstream on (nginx).",
  look: plan =>
    poolSightings(plan, ({ retriesElsewhere, servers }) =>
      !retriesElsewhere && servers.length > 1 ? 'A failed connection is not tried at another server.' : undefined,
    ),
}
