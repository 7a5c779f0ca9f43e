import type { Samples } from '../history/samples.ts'
import { badAt, counted, momentUs } from './bad-sample.ts'
import { firstAtOrAfter } from './first-at-or-after.ts'
import type { Outage } from './judgement.ts'
import { timesOf } from './times-of.ts'

/**
 * The outages of a series at `limitMs`, in order of time and not yet explained. Each runs from the send of its first
 * bad sample to the completion of the first success sent at or after that moment, or to the end of the record.
 */
export function outagesOf(samples: Samples, limitMs: number): Outage[] {
  const ordered = counted(samples).sortedBy(momentUs)
  const isBad = badAt(limitMs, ordered)
  const restoredUs = restorations(ordered)
  let endUs = 0
  for (const sample of ordered) endUs = Math.max(endUs, sample.endUs)
  const outages: Outage[] = []
  for (const sample of ordered) {
    if (!isBad(sample)) continue
    const fromUs = momentUs(sample)
    const current = outages.at(-1)
    if (current && (fromUs < current.toUs || !current.closed)) {
      current.firstSample = Math.min(current.firstSample, sample.n)
      current.lastSample = Math.max(current.lastSample, sample.n)
      current.outcomes[sample.outcome] = (current.outcomes[sample.outcome] ?? 0) + 1
      continue
    }
    const restored = restoredUs(fromUs)
    outages.push({
      fromUs,
      toUs: restored ?? endUs,
      closed: restored !== undefined,
      firstSample: sample.n,
      lastSample: sample.n,
      outcomes: { [sample.outcome]: 1 },
      causes: [],
      unexplainedUs: (restored ?? endUs) - fromUs,
    })
  }
  return outages
}

/** Answers when the first of the successes sent at or after a moment was complete. */
function restorations(ordered: Samples): (us: number) => number | undefined {
  const sentUs = timesOf(ordered, sample => (sample.outcome === 'ok' ? momentUs(sample) : undefined))
  const earliestEnd = timesOf(ordered, ({ outcome, endUs }) => (outcome === 'ok' ? endUs : undefined))
  for (let index = earliestEnd.length - 2; index >= 0; index--) {
    earliestEnd[index] = Math.min(earliestEnd[index]!, earliestEnd[index + 1]!)
  }
  return us => earliestEnd[firstAtOrAfter(us, sentUs, at => at)]
}

/** The longest of some outages, the earliest of equals. */
export const longestOutage = (outages: readonly Outage[]): Outage | undefined =>
  outages.reduce<Outage | undefined>(
    (longest, outage) =>
      longest === undefined || outage.toUs - outage.fromUs > longest.toUs - longest.fromUs ? outage : longest,
    undefined,
  )
