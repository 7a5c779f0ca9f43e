import { stalledMs } from '../checks/bad-sample.ts'
import { failsOutright, isPartial } from './kind.ts'
import type { Observation, ObservedOutage } from './observe.ts'

/**
 * An answer that waited for less than t is no outage at t. Where an outage ends by answering what waited, one that lasts
 * t, an interval, and what an answer takes, must be found; a shorter one may be.
 */
const stallUs = (stalledMs + 60) * 1000
const outrightUs = 100_000
const partialUs = 1_000_000

/** Whether the targets demand that this outage is found. */
export function mustFind({ kind, connection }: Observation, { lengthUs }: ObservedOutage): boolean {
  if (kind === undefined) return false
  if (isPartial(kind)) return lengthUs >= partialUs
  return lengthUs >= (failsOutright(kind, connection) ? outrightUs : stallUs)
}
