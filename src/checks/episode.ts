import type { Samples } from '../history/samples.ts'
import { badAt, counted } from './bad-sample.ts'
import type { Interval } from './interval.ts'
import type { Episode } from './judgement.ts'

/** An episode is over when this long no bad sample was due. */
const quietUs = 2_000_000

/**
 * The episodes of a series at `limitMs`: from the first bad sample to the last one that is followed by 2 s without any.
 * Times are intended ones, and every sample stands for the interval until the next, so that one bad sample has a length.
 * @param within of the samples that were due in it; of all without one
 */
export function episodesOf(samples: Samples, limitMs: number, intervalMs: number, within?: Interval): Episode[] {
  const ordered = counted(samples).sortedBy(({ intendedUs }) => intendedUs)
  const isBad = badAt(limitMs, ordered)
  const intervalUs = intervalMs * 1000
  const episodes: Episode[] = []
  let current: Episode | undefined
  let goodSince = 0
  let runFromUs: number | undefined
  for (const sample of ordered) {
    if (within && !(within.fromUs <= sample.intendedUs && sample.intendedUs < within.toUs)) continue
    if (!isBad(sample)) {
      goodSince++
      runFromUs = undefined
      continue
    }
    const { intendedUs } = sample
    if (current === undefined || intendedUs - (current.toUs - intervalUs) > quietUs) {
      current = { fromUs: intendedUs, toUs: intendedUs, bad: 0, total: 0, longestAllBadUs: 0 }
      episodes.push(current)
      goodSince = 0
      runFromUs = undefined
    }
    runFromUs ??= intendedUs
    current.toUs = intendedUs + intervalUs
    current.bad++
    current.total += goodSince + 1
    current.longestAllBadUs = Math.max(current.longestAllBadUs, current.toUs - runFromUs)
    goodSince = 0
  }
  return episodes
}
