import { distributionOf } from './distribution-of.ts'
import type { DistributionWord } from './distributions.ts'
import type { StartTimers } from './start-timers.ts'

interface Timed {
  distribution: DistributionWord
  timing: 'default' | 'fast'
}

/**
 * The timers of a node of this topology: the distribution's own, unless a setting of its own, or an image that stands in
 * for it, has shorter ones for the profile `fast`. All that depends on what a node image is asks here.
 */
export function startTimersOf(topology: Timed, isStandIn: boolean): StartTimers {
  const { startTimers, fastStartTimers, standIn } = distributionOf(topology)
  if (topology.timing !== 'fast') return startTimers
  return (isStandIn ? standIn?.fastStartTimers : undefined) ?? fastStartTimers ?? startTimers
}
