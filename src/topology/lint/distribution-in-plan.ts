import type { Distribution } from '../../distributions/distribution.ts'
import { distributionOf } from '../../distributions/distribution-of.ts'
import { usualDistribution } from '../../distributions/distributions.ts'
import type { Plan } from './plan.ts'

/** The distribution that a plan is about; the usual one where it is about a balancer's file alone. */
export const distributionInPlan = ({ topology }: Plan): Distribution =>
  distributionOf(topology ?? { distribution: usualDistribution })
