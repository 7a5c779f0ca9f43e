import type { SeriesLimits } from '../history/limits.ts'
import type { Episode } from './judgement.ts'

/** How an episode breaks a limit. */
export type BrokenEpisode =
  | { kind: 'episode-long'; lengthUs: number; limitMs: number }
  | { kind: 'episode-bad'; badShare: number; lengthUs: number; allowedShare: number }
  /** Bad outside its longest run without a success, and by no limit of an author. */
  | { kind: 'episode-ragged'; badShare: number; forUs: number; allowedShare: number; allowedForUs: number }

/** An episode shorter than this has no share worth judging. */
const judgedFromUs = 2_000_000
/**
 * What an episode may have when a scenario does not say: outside its longest all-bad run, which is an outage and has a
 * limit of its own, no more than 20 % bad for longer than 10 s. A server that rejoins through nginx and answers 503
 * for some seconds passes; a balancer that loses every third connection while a server is away does not.
 */
const defaultRagged = { forUs: 10_000_000, share: 0.2 } as const

/** The first episode that breaks a limit, and how; undefined if all keep to them. */
export function brokenEpisode(
  episodes: readonly Episode[],
  { longestEpisodeMs, badShare }: SeriesLimits,
  intervalMs: number,
): { episode: Episode; how: BrokenEpisode } | undefined {
  for (const episode of episodes) {
    const lengthUs = episode.toUs - episode.fromUs
    const share = raggedShare(episode, intervalMs)
    if (longestEpisodeMs !== undefined && lengthUs > longestEpisodeMs * 1000) {
      return { episode, how: { kind: 'episode-long', lengthUs, limitMs: longestEpisodeMs } }
    }
    if (badShare !== undefined && lengthUs >= judgedFromUs && share > badShare) {
      return { episode, how: { kind: 'episode-bad', badShare: share, lengthUs, allowedShare: badShare } }
    }
    const raggedUs = lengthUs - episode.longestAllBadUs
    const byDefault = longestEpisodeMs === undefined && badShare === undefined
    if (byDefault && raggedUs > defaultRagged.forUs && share > defaultRagged.share) {
      const allowed = { allowedShare: defaultRagged.share, allowedForUs: defaultRagged.forUs }
      return { episode, how: { kind: 'episode-ragged', badShare: share, forUs: raggedUs, ...allowed } }
    }
  }
  return undefined
}

/** Share of bad samples outside the longest all-bad run. */
function raggedShare({ bad, total, longestAllBadUs }: Episode, intervalMs: number): number {
  const run = Math.min(bad, Math.round(longestAllBadUs / (intervalMs * 1000)))
  return total === run ? 0 : (bad - run) / (total - run)
}
