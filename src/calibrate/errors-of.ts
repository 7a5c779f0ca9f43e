import type { Interval } from '../checks/interval.ts'
import { lengthUs } from '../checks/interval.ts'
import { endMoment, outageUs, type Planting, type Station } from './planting.ts'

/** How far a found outage is from the truth, µs: positive is late, or too long. */
export interface OutageErrors {
  beginUs: number
  /** Undefined where the end was not planted. */
  endUs?: number
  durationUs?: number
}

export function errorsOf(found: Interval, planting: Planting, station: Station): OutageErrors {
  const beginUs = farthest(found.fromUs, planting.begin)
  const end = endMoment(planting, station)
  if (end === undefined) return { beginUs }
  const durationUs = Math.round(lengthUs(found) - outageUs(planting, station))
  return { beginUs, endUs: farthest(found.toUs, end), durationUs }
}

/** The difference from that end of the moment which makes it larger: what the planter cannot tell is no excuse. */
function farthest(us: number, { fromUs, toUs }: Interval): number {
  return Math.abs(us - fromUs) > Math.abs(us - toUs) ? us - fromUs : us - toUs
}
