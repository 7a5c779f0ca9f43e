import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

export const workersApart: Rule = {
  severity: 'warning',
  why: 'Each worker process learns by clients of its own that a server is dead, and learns it again after every fail_timeout.',
  source: "nginx manual: zone; measured with k3d's settings: stalls for 15 s, with a zone one of 0.1 s",
  advice: "Add 'zone NAME 64k;' to the upstream.",
  look: plan =>
    poolSightings(plan, ({ sharesState, servers }) =>
      !sharesState && servers.length > 1
        ? 'Several workers, and no zone in which they share what they know.'
        : undefined,
    ),
}
