import { distributionInPlan } from '../distribution-in-plan.ts'
import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

export const anonymousCheck: Rule = {
  severity: 'warning',
  why: ({ name }) =>
    `${name} answers 401 to callers that it does not know, so a check that wants 200 holds every server for ill, and the balancer sends nobody anywhere.`,
  source: ({ anonymousHealth }) => anonymousHealth.source,
  advice: "Give the check a client certificate ('check-ssl crt FILE'), or expect status 401 as a sign of life.",
  look: plan =>
    poolSightings(plan, ({ check }) =>
      distributionInPlan(plan).anonymousHealth.status === 401 &&
      check.kind === 'http' &&
      !check.certificate &&
      !check.acceptsRefusal
        ? `The health check asks ${check.path} without a client certificate.`
        : undefined,
    ),
}
