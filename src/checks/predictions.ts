import { predictRestarts } from '../prediction/predict-restarts.ts'
import type { Prediction } from '../prediction/prediction.ts'
import { faultIdsOf, type Stretch } from '../prediction/stretch.ts'
import { disagreementOf } from './disagreement.ts'
import type { Facts } from './facts.ts'
import type { Interval } from './interval.ts'
import type { Judgement, PredictedSeries, SeriesFacts } from './judgement.ts'
import { longestOutage } from './outage.ts'
import { partIn, stretchesMet } from './stretches-met.ts'
import { theoryOf } from './theory.ts'

/** What the model gives for each series after each fault, beside what was measured, and which servers must end by design. */
export function predictionsOf(facts: Facts, unproven: readonly string[]): Judgement['predictions'] {
  const { strikes, stretches, setting } = facts
  const each = stretches.length === 0 ? [undefined] : stretches
  return {
    series: each.flatMap(stretch => facts.series.map(series => besideOf(series, stretch, facts, unproven))),
    restarts: predictRestarts(strikes, setting).map(({ node, sinceMs, band, deadlineMs, isSure }) => {
      const died = facts.history.harness.find(
        r => r.type === 'engine' && r.action === 'die' && r.node === node && r.atUs >= sinceMs * 1000,
      )
      return { node, band, deadlineMs, isSure, ...(died ? { measuredMs: died.atUs / 1000 - sinceMs } : {}) }
    }),
  }
}

/** @param stretch undefined where nothing was struck */
function besideOf(
  { definition, failed, stalled }: SeriesFacts,
  stretch: Stretch | undefined,
  facts: Facts,
  unproven: readonly string[],
): PredictedSeries {
  const { stretches } = facts
  const own = stretch === undefined ? [] : [stretch]
  const outages = [...stalled.outages, ...failed.outages]
  const owed = outages.filter(outage => ownerOf(outage, stretches) === stretch)
  // With one fault alone every outage of the run is held against it, also one from before.
  const longest = longestOutage(stretches.length > 1 ? owed : outages)
  const prediction = theoryOf(definition, facts, own)
  const met = longest === undefined || stretches.length <= 1 ? [] : stretchesMet(longest, stretches)
  const allowed = met.length > 1 ? asLongAs(theoryOf(definition, facts, met), prediction) : prediction
  const against = tookItsLeast(allowed, outages, stretch, stretches)
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

/** What a stretch takes for sure may be a part of an outage that is owed to another one. */
const tookItsLeast = (
  { gap }: Prediction,
  outages: readonly Interval[],
  stretch: Stretch | undefined,
  stretches: readonly Stretch[],
): boolean =>
  gap !== undefined &&
  stretch !== undefined &&
  outages.some(outage => partIn(outage, stretch, stretches) >= gap.fromMs * 1000)

/** The stretch of which an outage has the greatest part. */
const ownerOf = (outage: Interval, stretches: readonly Stretch[]): Stretch | undefined =>
  stretchesMet(outage, stretches).toSorted((a, b) => partIn(outage, b, stretches) - partIn(outage, a, stretches))[0]
