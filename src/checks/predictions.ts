import { type FaultWindow, faultIdsOf } from '../prediction/fault-window.ts'
import { predictRestarts } from '../prediction/predict-restarts.ts'
import type { Prediction } from '../prediction/prediction.ts'
import { disagreementOf } from './disagreement.ts'
import type { Facts } from './facts.ts'
import type { Interval } from './interval.ts'
import type { Judgement, PredictedSeries, SeriesFacts } from './judgement.ts'
import { longestOutage } from './outage.ts'
import { overlappingFaultWindows, partIn } from './overlapping-fault-windows.ts'
import { theoryOf } from './theory.ts'

/** What the model gives for each series after each fault, beside what was measured, and which servers must end by design. */
export function predictionsOf(facts: Facts, unproven: readonly string[]): Judgement['predictions'] {
  const { faults, faultWindows, setting } = facts
  const each = faultWindows.length === 0 ? [undefined] : faultWindows
  return {
    series: each.flatMap(window => facts.series.map(series => besideOf(series, window, facts, unproven))),
    restarts: predictRestarts(faults, setting).map(({ node, sinceUs, band, deadlineMs, isSure }) => {
      const died = facts.history.harness.find(
        r => r.type === 'engine' && r.action === 'die' && r.node === node && r.atUs >= sinceUs,
      )
      return { node, band, deadlineMs, isSure, ...(died ? { measuredMs: (died.atUs - sinceUs) / 1000 } : {}) }
    }),
  }
}

/** @param window undefined where nothing was struck */
function besideOf(
  { definition, failed, stalled }: SeriesFacts,
  window: FaultWindow | undefined,
  facts: Facts,
  unproven: readonly string[],
): PredictedSeries {
  const { faultWindows } = facts
  const own = window === undefined ? [] : [window]
  const outages = [...stalled.outages, ...failed.outages]
  const owed = outages.filter(outage => ownerOf(outage, faultWindows) === window)
  // With one fault alone every outage of the run is held against it, also one from before.
  const longest = longestOutage(faultWindows.length > 1 ? owed : outages)
  const prediction = theoryOf(definition, facts, own)
  const met = longest === undefined || faultWindows.length <= 1 ? [] : overlappingFaultWindows(longest, faultWindows)
  const allowed = met.length > 1 ? asLongAs(theoryOf(definition, facts, met), prediction) : prediction
  const against = tookItsLeast(allowed, outages, window, faultWindows)
    ? { ...allowed, gap: { ...allowed.gap, fromMs: 0 } }
    : allowed
  const disagreement = disagreementOf(longest, against, unproven, definition.intervalMs)
  return {
    series: definition.id,
    faults: faultIdsOf(own),
    ...prediction,
    measuredMs: longest === undefined ? 0 : (longest.toUs - longest.fromUs) / 1000,
    ...(disagreement === undefined ? {} : { disagreement }),
  }
}

/** What meets several faults may last as long as all of them allow, and need not be longer than its own takes. */
const asLongAs = (all: Prediction, own: Prediction): Prediction =>
  all.gap === undefined ? all : { ...all, gap: { ...all.gap, fromMs: own.gap?.fromMs ?? 0 } }

/** What a window takes for sure may be a part of an outage that is owed to another one. */
const tookItsLeast = (
  { gap }: Prediction,
  outages: readonly Interval[],
  window: FaultWindow | undefined,
  windows: readonly FaultWindow[],
): boolean =>
  gap !== undefined &&
  window !== undefined &&
  outages.some(outage => partIn(outage, window, windows) >= gap.fromMs * 1000)

/** The window of which an outage has the greatest part. */
const ownerOf = (outage: Interval, windows: readonly FaultWindow[]): FaultWindow | undefined =>
  overlappingFaultWindows(outage, windows).toSorted(
    (a, b) => partIn(outage, b, windows) - partIn(outage, a, windows),
  )[0]
