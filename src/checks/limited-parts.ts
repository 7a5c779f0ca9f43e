import type { SeriesLimits } from '../history/limits.ts'
import type { Stretch } from '../prediction/stretch.ts'
import { aftermathMs } from '../prediction/timers.ts'
import type { Interval } from './interval.ts'
import { stretchesMet } from './stretches-met.ts'

/** A part of an outage or an episode, and what it may be. */
export interface LimitedPart extends Interval {
  limits: SeriesLimits
}

/**
 * The parts of an outage or an episode that something limits. A fault for which theory has no number forgives what lasts
 * until a minute after its nodes were back, and nothing beyond: from then on it is held against the faults that follow,
 * or against none.
 * @param limitsFor what some stretches allow together; undefined where theory has no number
 */
export function limitedParts(
  interval: Interval,
  stretches: readonly Stretch[],
  limitsFor: (some: readonly Stretch[]) => SeriesLimits | undefined,
): LimitedPart[] {
  const parts: LimitedPart[] = []
  let { fromUs } = interval
  let run: Stretch[] = []
  const judgeUntil = (toUs: number) => {
    const limits = fromUs < toUs ? limitsFor(run) : undefined
    if (limits !== undefined) parts.push({ fromUs, toUs, limits })
  }
  for (const stretch of stretchesMet(interval, stretches)) {
    if (limitsFor([stretch]) !== undefined) {
      run.push(stretch)
      continue
    }
    if (run.length > 0) judgeUntil(Math.min(stretch.fromMs * 1000, interval.toUs))
    fromUs = Math.max(fromUs, forgivenUntilUs(stretch))
    run = []
  }
  judgeUntil(interval.toUs)
  return parts
}

const forgivenUntilUs = ({ strikes }: Stretch): number =>
  Math.max(...strikes.map(({ backMs = Number.POSITIVE_INFINITY }) => backMs + aftermathMs)) * 1000
