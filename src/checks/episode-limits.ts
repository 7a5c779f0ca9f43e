import { formatMs, formatUs } from '../base/duration.ts'
import type { SeriesLimits } from '../history/limits.ts'
import type { Episode } from './judgement.ts'

/** An episode shorter than this has no share worth judging. */
const judgedFromUs = 2_000_000
/**
 * What an episode may have when a scenario does not say: outside its longest all-bad run, which is an outage and has a
 * limit of its own, no more than 20 % bad for longer than 10 s. A server that rejoins through nginx and answers 503
 * for some seconds passes; a balancer that loses every third connection while a server is away does not.
 */
const defaultRagged = { forUs: 10_000_000, share: 0.2 } as const

/** In words what the first episode that breaks a limit did, and that episode; undefined if all keep to them. */
export function brokenEpisode(
  episodes: readonly Episode[],
  { longestEpisodeMs, badShare }: SeriesLimits,
  intervalMs: number,
): { episode: Episode; words: string } | undefined {
  for (const episode of episodes) {
    const length = episode.toUs - episode.fromUs
    const share = raggedShare(episode, intervalMs)
    const percent = `${Math.round(share * 100)} %`
    if (longestEpisodeMs !== undefined && length > longestEpisodeMs * 1000) {
      const words = `failures kept coming for ${formatUs(length)}; ${formatMs(longestEpisodeMs)} are allowed`
      return { episode, words }
    }
    if (badShare !== undefined && length >= judgedFromUs && share > badShare) {
      const words = `${percent} failed within ${formatUs(length)}; ${Math.round(badShare * 100)} % are allowed`
      return { episode, words }
    }
    const raggedUs = length - episode.longestAllBadUs
    const byDefault = longestEpisodeMs === undefined && badShare === undefined
    if (byDefault && raggedUs > defaultRagged.forUs && share > defaultRagged.share) {
      const words = `${percent} failed for ${formatUs(raggedUs)}; more than 20 % is allowed for 10 s`
      return { episode, words }
    }
  }
  return undefined
}

/** Share of bad samples outside the longest all-bad run. */
function raggedShare({ bad, total, longestAllBadUs }: Episode, intervalMs: number): number {
  const run = Math.min(bad, Math.round(longestAllBadUs / (intervalMs * 1000)))
  return total === run ? 0 : (bad - run) / (total - run)
}
