import type { Interval } from '../checks/interval.ts'
import type { Planting } from './planting.ts'

/** What one observer made of a station's outages. */
export interface Matched {
  /** For each planting what was found of it: from the begin of the first piece to the end of the last; or nothing. */
  found: Map<Planting, Interval>
  /** What was found where nothing was planted. */
  falseAlarms: Interval[]
}

/** A request under way when an outage begins belongs to it. Longer ones stall by themselves. */
const beforeUs = 250_000

/** Each found outage belongs to the planting during which it begins; between two of them nothing may begin. */
export function matchOutages(plantings: readonly Planting[], outages: readonly Interval[]): Matched {
  const found = new Map<Planting, Interval>()
  const falseAlarms: Interval[] = []
  for (const outage of outages) {
    const planting = plantings.findLast(({ begin }) => begin.fromUs - beforeUs <= outage.fromUs)
    if (planting === undefined || outage.fromUs > Math.max(planting.heal.toUs, planting.answeredUs)) {
      falseAlarms.push(outage)
      continue
    }
    const { fromUs, toUs } = found.get(planting) ?? outage
    found.set(planting, { fromUs: Math.min(fromUs, outage.fromUs), toUs: Math.max(toUs, outage.toUs) })
  }
  return { found, falseAlarms }
}
