import { type Stretch, stretchesBehind } from '../prediction/stretch.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'

/** Somebody who was about to fail when the next fault struck is owed to that one. */
const grazedUs = 1_000_000

/** The stretches of faults that something in the record may be owed to: those that it meets, or grazes when it meets none. */
export function stretchesMet(interval: Interval, stretches: readonly Stretch[]): Stretch[] {
  const behind = stretchesBehind({ fromMs: interval.fromUs / 1000, toMs: interval.toUs / 1000 }, stretches)
  const met = behind.filter(stretch => partIn(interval, stretch, stretches) >= grazedUs)
  return met.length > 0 ? met : behind
}

/** How much of it lies between the begin of a stretch and that of the next, in µs. */
export function partIn(interval: Interval, stretch: Stretch, stretches: readonly Stretch[]): number {
  const next = stretches[stretches.indexOf(stretch) + 1]
  const part = overlap(interval, {
    fromUs: stretch.fromMs * 1000,
    toUs: next === undefined ? Number.POSITIVE_INFINITY : next.fromMs * 1000,
  })
  return part === undefined ? 0 : lengthUs(part)
}
