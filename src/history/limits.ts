import { z } from 'zod'
import { durationMs } from '../base/duration.ts'
import { BadInputError } from '../base/errors.ts'

const durationField = z.union([
  z.number().nonnegative(),
  z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "write for example '2s'"),
])

const seriesLimits = z.strictObject({
  /** Longest time without any success: from the send of the first bad sample to the end of the next success. */
  longestOutage: durationField,
  /** Longest stretch in which bad samples kept coming, each within 2 s of the one before. */
  longestEpisode: durationField.optional(),
  /** Greatest share of bad samples within an episode of 2 s or more, 0 to 1. */
  badShare: z.number().min(0).max(1).optional(),
})

/** What a scenario demands. */
export const limitsSchema = z.strictObject({
  'cached-read': seriesLimits.optional(),
  'quorum-read': seriesLimits.optional(),
  write: seriesLimits.optional(),
  /** From the creation of a pod, while a server is down, until it runs. */
  schedule: durationField.optional(),
  /** From the start of a stopped server until it serves again in every respect. */
  rejoin: durationField.optional(),
})

/** Limits as an author writes them. */
export type LimitsInput = z.input<typeof limitsSchema>

export interface SeriesLimits {
  longestOutageMs: number
  longestEpisodeMs?: number
  badShare?: number
}

/** Limits in milliseconds, as they stand in the manifest. */
export interface Limits {
  'cached-read'?: SeriesLimits
  'quorum-read'?: SeriesLimits
  write?: SeriesLimits
  scheduleMs?: number
  rejoinMs?: number
}

/** @throws BadInputError naming the field that does not parse. */
export function parseLimits(input: unknown, subject: string): Limits {
  const parsed = limitsSchema.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new BadInputError(
      `${subject}: limits${issue.path.map(part => `.${String(part)}`).join('')}: ${issue.message}`,
    )
  }
  const { schedule, rejoin, ...series } = parsed.data
  const limits: Limits = {}
  for (const operation of ['cached-read', 'quorum-read', 'write'] as const) {
    const given = series[operation]
    if (given === undefined) continue
    limits[operation] = {
      longestOutageMs: durationMs(given.longestOutage),
      ...(given.longestEpisode === undefined ? {} : { longestEpisodeMs: durationMs(given.longestEpisode) }),
      ...(given.badShare === undefined ? {} : { badShare: given.badShare }),
    }
  }
  if (schedule !== undefined) limits.scheduleMs = durationMs(schedule)
  if (rejoin !== undefined) limits.rejoinMs = durationMs(rejoin)
  return limits
}
