import type { History } from '../history/history.ts'
import { rejoinStagesOf } from '../history/rejoin-stages.ts'
import { downtime, type FaultStory } from './fault-story.ts'
import type { Interval } from './interval.ts'
import { stagesReached } from './stages-reached.ts'

/** From a fault's begin until its victim was back in every respect; without an end if that was not seen. */
export function lackOf(fault: FaultStory, { history }: { history: History }): Interval {
  const { fromUs } = downtime(fault)
  const reached = stagesReached(fault, history)
  const isBack = rejoinStagesOf(history.manifest.topology, fault.call.node).every(stage => reached.has(stage))
  return { fromUs, toUs: isBack ? Math.max(...reached.values()) : Number.POSITIVE_INFINITY }
}
