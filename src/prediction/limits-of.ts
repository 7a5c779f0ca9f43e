import type { SeriesLimits } from '../history/limits.ts'
import type { Prediction } from './prediction.ts'

/** What a limit from the model allows beyond the prediction's upper end: one reconnect and a sample. */
export const marginMs = 2000

/** The limits that follow from a prediction; none where theory knows no upper end. */
export function limitsOf({ gap, partly }: Prediction): SeriesLimits | undefined {
  if (gap?.toMs === undefined) return undefined
  const longestOutageMs = Math.ceil(gap.toMs + marginMs)
  if (partly === undefined) return { longestOutageMs }
  // Some fail for as long as nobody can say: then any share is allowed beside the outage.
  return partly.forMs === undefined
    ? { longestOutageMs, badShare: 1 }
    : { longestOutageMs, longestEpisodeMs: Math.ceil(longestOutageMs + partly.forMs) }
}
