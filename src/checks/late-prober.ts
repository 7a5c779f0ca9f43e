import type { Sample } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import type { Facts } from './facts.ts'
import { timings, type Validity, type ValidityCheck } from './validity-check.ts'

interface Late {
  kind: 'late'
  series: string
  /** Of its samples. */
  share: number
  /** The longest time in which nobody looked. */
  gapUs: number
}

/** What is said of the prober. */
export interface ProberCheck {
  promise: { kind: 'prober' }
  reason:
    | { kind: 'on-time'; worstShare: number; stalledMs: number }
    /** In so many series, of which the first is told. */
    | { kind: 'prober-late'; series: number; first: Late; allowedShare: number; stalledMs: number }
  seen: Late
}

/** Share of a series that the prober may have sent too late. */
const allowedShare = 0.01

/** While it mattered, the prober was on time: else it measured its own host, and no timing is believed. */
export const lateProber: ValidityCheck<ProberCheck> = { judge: judgeProber, invalidates: timings }

function judgeProber(facts: Facts): Validity<ProberCheck>[] {
  const mattered = facts.phases.span('steady', 'change', 'fault', 'hold')
  const late = facts.series.map(({ definition: { id, intervalMs } }) => {
    const within = facts.samples
      .get(id)!
      .filter(({ intendedUs }) => mattered !== undefined && intendedUs >= mattered.fromUs && intendedUs < mattered.toUs)
    const voids = within.filter(({ outcome }) => outcome === 'void').length
    const { gapUs, fromUs, first, last } = longestVoid(within, intervalMs * 1000)
    const share = within.length === 0 ? 0 : voids / within.length
    const seen: Late = { kind: 'late', series: id, share, gapUs }
    return { fromUs, toUs: fromUs + gapUs, seen, samples: { series: id, from: first, to: last } }
  })
  const evidence = late.filter(({ seen }) => seen.share > allowedShare || seen.gapUs >= stalledMs * 1000)
  const worstShare = late.reduce((worst, { seen }) => Math.max(worst, seen.share), 0)
  const [first] = evidence
  return [
    {
      id: 'prober',
      promise: { kind: 'prober' },
      verdict: first === undefined ? 'pass' : 'unknown',
      reason:
        first === undefined
          ? { kind: 'on-time', worstShare, stalledMs }
          : { kind: 'prober-late', series: evidence.length, first: first.seen, allowedShare, stalledMs },
      measured: { unit: 'share', value: worstShare },
      limit: { unit: 'share', value: allowedShare },
      evidence,
    },
  ]
}

/** The longest run of void samples: each stands for an interval in which nobody looked. */
function longestVoid(samples: Samples, intervalUs: number) {
  const first = samples.at(0)
  let longest = { gapUs: 0, fromUs: first?.intendedUs ?? 0, first: first?.n ?? 0, last: first?.n ?? 0 }
  let begin: Sample | undefined
  for (const sample of samples) {
    if (sample.outcome !== 'void') {
      begin = undefined
      continue
    }
    begin ??= sample
    const gapUs = sample.intendedUs - begin.intendedUs + intervalUs
    if (gapUs > longest.gapUs) longest = { gapUs, fromUs: begin.intendedUs, first: begin.n, last: sample.n }
  }
  return longest
}
