import type { Distribution } from './distribution.ts'
import { type DistributionWord, distributions } from './distributions.ts'

/** What is known of a topology's distribution. */
export const distributionOf = ({ distribution }: { distribution: DistributionWord }): Distribution =>
  distributions[distribution]
