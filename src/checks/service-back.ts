import type { FaultInstance } from '../history/fault-instance.ts'
import type { Operation, ProbePath } from '../history/records.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import { lengthUs, overlap } from './interval.ts'
import { longestOutage } from './outage.ts'
import type { StageDetail } from './stage-detail.ts'

/**
 * When clients of a path had an operation back, on any kind of connection: the end of its longest outage while the node was down,
 * or the fault's begin if there was none. Undefined if it was not probed, or not back before the record's end.
 */
export function serviceBack(
  path: ProbePath,
  operation: Operation,
  fault: FaultInstance,
  { series }: Facts,
): { atUs: number; detail: StageDetail } | undefined {
  const mine = series.filter(({ definition }) => definition.path === path && definition.operation === operation)
  if (mine.length === 0) return undefined
  const down = { fromUs: fault.calledUs, toUs: downtime(fault).toUs }
  const outages = mine
    .flatMap(({ failed, stalled }) => [...failed.outages, ...stalled.outages])
    .filter(outage => overlap(outage, down))
  if (outages.some(({ closed }) => !closed)) return undefined
  const longest = longestOutage(outages)
  if (longest === undefined) return { atUs: downtime(fault).fromUs, detail: { kind: 'never-gone' } }
  return { atUs: longest.toUs, detail: { kind: 'longest-outage', us: lengthUs(longest) } }
}
