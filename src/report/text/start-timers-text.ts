import { formatMs } from '../../base/duration.ts'
import { distributionOf } from '../../distributions/distribution-of.ts'
import type { StartTimers } from '../../distributions/start-timers.ts'
import type { Topology } from '../../topology/topology.ts'

const texts: Record<keyof StartTimers, (time: string) => string> = {
  learnerTickMs: time => `etcd's leader makes one learner a voter each ${time}`,
  etcdTestMs: time => `a server tests its own etcd each ${time}`,
  etcdServesMs: time => `such a test takes up to ${time}`,
  partsAgainMs: time => `parts that ended for want of another one are started again within ${time}`,
}

/** What nodes wait for by the clock before they serve; where that is not their distribution's own, that beside it. */
export function startTimersText(used: StartTimers, own: StartTimers, waitMs: number, topology: Topology): string {
  const { name } = distributionOf(topology)
  const all = Object.entries(used) as [keyof StartTimers, number][]
  const parts = all.map(([timer, ms]) => {
    const ownMs = own[timer]
    return texts[timer](formatMs(ms)) + (ownMs === undefined || ownMs === ms ? '' : ` (${name}: ${formatMs(ownMs)})`)
  })
  return [
    `Servers wait for the clock: ${parts.join(', ')}`,
    ...(waitMs > 0 ? [`a formation, up to ${formatMs(waitMs)} of it`] : []),
  ].join('; ')
}
