import type { Limits } from '../history/limits.ts'
import { marginMs } from '../prediction/limits-of.ts'
import type { Band } from '../prediction/timers.ts'
import { durationLimit, type Limit } from './measured.ts'

/** What a start is allowed: as its author wrote it, or by its band where that was left to the model. In old records it was not. */
export function startLimit(
  way: 'rejoin' | 'join',
  band: Band | undefined,
  { fromModel, ...limits }: Limits,
): { limitMs: number | undefined; limit: Limit | undefined } {
  const writtenMs = limits[`${way}Ms`]
  if (writtenMs !== undefined) return { limitMs: writtenMs, limit: durationLimit(writtenMs) }
  if (band === undefined || !fromModel?.includes(way)) return { limitMs: undefined, limit: undefined }
  const limitMs = band.toMs + marginMs
  return { limitMs, limit: durationLimit(limitMs, true) }
}
