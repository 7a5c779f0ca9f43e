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
  const windows = faultWindows.map(({ faults }) => {
    const [here, there] = [setting, own].map(each => predictSeries(definition, faults, each)) as [
      Prediction,
      Prediction,
    ]
    const differs = JSON.stringify(here) !== JSON.stringify(there)
    return { differs, here: limited(here, limits), there: limited(there, limits) }
  })
  const differing = windows.filter(({ differs }) => differs)
  if (verdict === 'pass') return surest(differing.flatMap(({ there }) => (there && wouldFail(there)) ?? []))
  // What failed is of other timers only where the model expects it here, and nothing of the kind there.
  if (verdict !== 'fail' || windows.some(({ there }) => there !== undefined && exceeds(there) === 'surely'))
    return undefined
  return surest(
    differing.flatMap(({ here, there }) => (here && there && exceeds(here) === 'surely' ? wouldPass(there) : [])),
  )
}

/** A gap of the model beside what its author allows. */
interface LimitedGap {
  band: { fromMs: number; toMs?: number }
  limitMs: number
}

const exceeds = ({ band: { fromMs, toMs = Number.POSITIVE_INFINITY }, limitMs }: LimitedGap) =>
  fromMs > limitMs ? 'surely' : toMs > limitMs ? 'maybe' : 'never'

const surest = (notes: OwnTimersNote[]): OwnTimersNote | undefined =>
  notes.toSorted((a, b) => Number(b.isSure) - Number(a.isSure))[0]

const because = (gap: LimitedGap) => ({ kind: 'gap', ...gap }) as const

const wouldFail = (gap: LimitedGap): OwnTimersNote | undefined =>
  exceeds(gap) === 'never' ? undefined : { would: 'fail', isSure: exceeds(gap) === 'surely', because: because(gap) }

const wouldPass = (gap: LimitedGap): OwnTimersNote => ({
  would: 'pass',
  isSure: exceeds(gap) === 'never',
  because: because(gap),
})

/** What of a prediction a limit is for: a time without a success, or one in which some fail. */
function limited(
  { gap, basis }: Prediction,
  { longestOutageMs, longestEpisodeMs }: SeriesLimits,
): LimitedGap | undefined {
  const band = gap ?? (basis.kind === 'one-pod-lost' ? basis.band : undefined)
  const limitMs = gap === undefined ? longestEpisodeMs : longestOutageMs
  return band && limitMs !== undefined ? { band, limitMs } : undefined
}
