import { formatUs } from '../base/duration.ts'
import type { Sample } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import { type Doubt, touchesTiming } from './doubt.ts'
import type { Facts } from './facts.ts'

/** Share of a series that the prober may have sent too late. */
const allowedShare = 0.01

/** While it mattered, the prober was on time: else it measured its own host, and no timing is believed. */
export function lateProber(facts: Facts): Doubt[] {
  const mattered = facts.phases.span('steady', 'change', 'fault', 'hold')
  const late = facts.series.map(({ definition }) => {
    const within = facts.samples
      .get(definition.id)!
      .filter(({ intendedUs }) => mattered !== undefined && intendedUs >= mattered.fromUs && intendedUs < mattered.toUs)
    const voids = within.filter(({ outcome }) => outcome === 'void').length
    const gap = longestVoid(within, definition.intervalMs * 1000)
    return { id: definition.id, share: within.length === 0 ? 0 : voids / within.length, ...gap }
  })
  const tooLate = late.filter(({ share, gapUs }) => share > allowedShare || gapUs >= stalledMs * 1000)
  const worst = late.reduce((a, b) => Math.max(a, b.share), 0)
  const words = ({ id, share, gapUs }: (typeof late)[number]) =>
    `${id}: ${(share * 100).toFixed(1)} % late, longest gap ${formatUs(gapUs)}`
  return [
    {
      result: {
        id: 'prober',
        title: 'The prober was on time',
        verdict: tooLate.length === 0 ? 'pass' : 'unknown',
        reason:
          tooLate.length === 0
            ? `at most ${(worst * 100).toFixed(1)} % of a series was late, and never for ${stalledMs} ms`
            : `the prober itself was late in ${tooLate.length} series (${words(tooLate[0]!)}; 1 % and less than ${stalledMs} ms are allowed)`,
        measured: `${(worst * 100).toFixed(1)} %`,
        limit: '1 %',
        evidence: tooLate.map(entry => ({
          fromUs: entry.fromUs,
          toUs: entry.fromUs + entry.gapUs,
          text: words(entry),
          samples: { series: entry.id, from: entry.first, to: entry.last },
        })),
      },
      touches: touchesTiming,
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
