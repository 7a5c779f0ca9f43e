import type { SeriesLimits } from '../history/limits.ts'
import type { FaultWindow } from '../prediction/fault-window.ts'
import { aftermathMs } from '../prediction/timers.ts'
import type { Interval } from './interval.ts'
import { overlappingFaultWindows } from './overlapping-fault-windows.ts'

/** A part of an outage or an episode, and what it may be. */
export interface LimitedPart extends Interval {
  limits: SeriesLimits
}

/**
 * The parts of an outage or an episode that something limits. A fault for which theory has no number forgives what lasts
 * until a minute after its nodes were back, and nothing beyond: from then on it is held against the faults that follow,
 * or against none.
 * @param limitsFor what some windows allow together; undefined where theory has no number
 */
export function limitedParts(
  interval: Interval,
  windows: readonly FaultWindow[],
  limitsFor: (some: readonly FaultWindow[]) => SeriesLimits | undefined,
): LimitedPart[] {
  const parts: LimitedPart[] = []
  let { fromUs } = interval
  let run: FaultWindow[] = []
  const judgeUntil = (toUs: number) => {
    const limits = fromUs < toUs ? limitsFor(run) : undefined
    if (limits !== undefined) parts.push({ fromUs, toUs, limits })
  }
  for (const window of overlappingFaultWindows(interval, windows)) {
    if (limitsFor([window]) !== undefined) {
      run.push(window)
      continue
    }
    if (run.length > 0) judgeUntil(Math.min(window.fromUs, interval.toUs))
    fromUs = Math.max(fromUs, forgivenUntilUs(window))
    run = []
  }
  judgeUntil(interval.toUs)
  return parts
}

const forgivenUntilUs = ({ faults }: FaultWindow): number =>
  Math.max(...faults.map(({ backUs = Number.POSITIVE_INFINITY }) => backUs + aftermathMs * 1000))
