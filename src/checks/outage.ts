import type { Sample } from '../history/records.ts'
import { badAt, counted, momentUs } from './bad-sample.ts'
import { firstAtOrAfter } from './first-at-or-after.ts'
import type { Outage } from './judgement.ts'

/**
 * The outages of a series at `limitMs`, in order of time and not yet explained. Each runs from the send of its first
 * bad sample to the completion of the first success sent at or after that moment, or to the end of the record.
 */
export function outagesOf(samples: readonly Sample[], limitMs: number): Outage[] {
  const ordered = counted(samples).sort((a, b) => momentUs(a) - momentUs(b) || a.n - b.n)
  const isBad = badAt(limitMs, ordered)
  const restoredUs = restorations(ordered)
  const endUs = ordered.reduce((latest, sample) => Math.max(latest, sample.endUs), 0)
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
function restorations(ordered: readonly Sample[]): (us: number) => number | undefined {
  const successes = ordered.filter(({ outcome }) => outcome === 'ok')
  const earliestEnd: number[] = new Array(successes.length)
  for (let index = successes.length - 1; index >= 0; index--) {
    earliestEnd[index] = Math.min(successes[index]!.endUs, earliestEnd[index + 1] ?? Number.POSITIVE_INFINITY)
  }
  return us => earliestEnd[firstAtOrAfter(us, successes, momentUs)]
}

/** The longest of some outages, the earliest of equals. */
export const longestOutage = (outages: readonly Outage[]): Outage | undefined =>
  outages.reduce<Outage | undefined>(
    (longest, outage) =>
      longest === undefined || outage.toUs - outage.fromUs > longest.toUs - longest.fromUs ? outage : longest,
    undefined,
  )
