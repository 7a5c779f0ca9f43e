import type { SeriesLimits } from '../../history/limits.ts'
import { predictSeries } from '../../prediction/predict-series.ts'
import type { Prediction } from '../../prediction/prediction.ts'
import type { Setting } from '../../prediction/setting.ts'
import type { CheckResult } from '../check-result.ts'
import type { Facts } from '../facts.ts'
import type { OutageCheck } from '../outage-check.ts'
import { authorLimits } from '../series-allowance.ts'
import type { OwnTimersNote } from './own-timers-note.ts'

/** A series for which the model gives more than its author allows, or less, where nodes that are lost are noticed later. */
export function longerGap(
  { verdict, promise }: CheckResult<OutageCheck>,
  { history: { manifest }, faultWindows, setting }: Facts,
  own: Setting,
): OwnTimersNote | undefined {
  const definition = manifest.series.find(({ id }) => id === promise.series)
  const limits = definition && authorLimits(definition, manifest.limits)
  if (definition === undefined || limits === undefined) return undefined
  const notes = faultWindows.flatMap(({ faults }) => {
    const [here, there] = [setting, own].map(each => predictSeries(definition, faults, each)) as [
      Prediction,
      Prediction,
    ]
    return JSON.stringify(here) === JSON.stringify(there) ? [] : (noteOf(verdict, there, limits) ?? [])
  })
  return notes.toSorted((a, b) => Number(b.isSure) - Number(a.isSure))[0]
}

function noteOf(
  verdict: CheckResult['verdict'],
  prediction: Prediction,
  limits: SeriesLimits,
): OwnTimersNote | undefined {
  const { band, limitMs } = limited(prediction, limits) ?? {}
  if (band === undefined || limitMs === undefined) return undefined
  const { fromMs, toMs = Number.POSITIVE_INFINITY } = band
  const because = { kind: 'gap', band, limitMs } as const
  if (verdict === 'pass' && toMs > limitMs) return { would: 'fail', isSure: fromMs > limitMs, because }
  if (verdict === 'fail' && fromMs <= limitMs) return { would: 'pass', isSure: toMs <= limitMs, because }
  return undefined
}

/** What of a prediction a limit is for: a time without a success, or one in which some fail. */
function limited({ gap, basis }: Prediction, { longestOutageMs, longestEpisodeMs }: SeriesLimits) {
  if (gap !== undefined) return { band: gap, limitMs: longestOutageMs }
  return basis.kind === 'one-pod-lost' ? { band: basis.band, limitMs: longestEpisodeMs } : undefined
}
