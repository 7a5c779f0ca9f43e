import { z } from 'zod'
import { type Duration, durationMs } from '../base/duration.ts'
import { BadInputError } from '../base/errors.ts'
import type { ModelLimit } from './model-limits.ts'
import { connections, type Operation, operations, type SeriesDefinition, type SeriesId } from './records.ts'

/** What limits may name: an operation through the balancer, or one series by its id. */
export type LimitedSeries = Operation | SeriesId

/** What a scenario demands of a series, as its author writes it. */
export interface SeriesLimitsInput {
  /** Longest time without any success: from the send of the first bad sample to the end of the next success. */
  longestOutage: Duration
  /** Longest stretch in which bad samples kept coming, each within 2 s of the one before. */
  longestEpisode?: Duration
  /** Greatest share of bad samples within an episode of 2 s or more, 0 to 1. */
  badShare?: number
}

/** What a scenario demands, as its author writes it. */
export type LimitsInput = { [series in LimitedSeries]?: SeriesLimitsInput } & {
  /** From the creation of a pod, while a server is down, until it runs. */
  schedule?: Duration
  /** From the start of a stopped server until it serves again in every respect. */
  rejoin?: Duration
  /** From the loss of the server over which an agent's calls go until they go over another one. */
  failover?: Duration
  /** From the start of an added server until it serves in every respect. */
  join?: Duration
}

export interface SeriesLimits {
  longestOutageMs: number
  longestEpisodeMs?: number
  badShare?: number
}

/** Limits in milliseconds, as they stand in the manifest. */
export interface Limits {
  /** By operation or series id; an id's own limits go before its operation's. */
  series: Record<string, SeriesLimits>
  scheduleMs?: number
  rejoinMs?: number
  failoverMs?: number
  joinMs?: number
  /** What the author left to the model: limited at judging by its prediction. Absent in histories from before. */
  fromModel?: ModelLimit[]
}

const noDuration = "no duration; write for example '2s'"
/** A {@link Duration} in what somebody wrote. */
export const durationField = z.union(
  [z.number().nonnegative(noDuration), z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, noDuration)],
  noDuration,
)
const seriesLimits = z.strictObject(
  {
    longestOutage: durationField,
    longestEpisode: durationField.optional(),
    badShare: z.number().min(0).max(1).optional(),
  },
  'write for example { longestOutage: 2s }',
)
const stages = {
  schedule: durationField.optional(),
  rejoin: durationField.optional(),
  failover: durationField.optional(),
  join: durationField.optional(),
}
const limitsFields = z.object(stages).catchall(seriesLimits)

const seriesId = new RegExp(`^(lb|in-cluster|direct:server:\\d+)/(${operations.join('|')})/(${connections.join('|')})$`)
const isLimited = (name: string): boolean =>
  name in stages || (operations as readonly string[]).includes(name) || seriesId.test(name)

/** @throws BadInputError naming the field that does not parse, no series can have, or contradicts another. */
export function parseLimits(input: unknown, subject: string): Limits {
  const stranger = Object.keys(input ?? {}).find(name => !isLimited(name))
  if (stranger !== undefined) {
    const words = `neither an operation (${operations.join(', ')}), nor a series such as lb/write/new, nor ${Object.keys(stages).join(', ')}`
    throw refusal(subject, [stranger], words)
  }
  const parsed = limitsFields.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw refusal(subject, issue.path.map(String), issue.message)
  }
  const { schedule, rejoin, failover, join, ...series } = parsed.data
  const limits: Limits = { series: {} }
  for (const [name, given] of Object.entries(series)) {
    limits.series[name] = parsedSeries(given, name, subject)
  }
  if (schedule !== undefined) limits.scheduleMs = durationMs(schedule)
  if (rejoin !== undefined) limits.rejoinMs = durationMs(rejoin)
  if (failover !== undefined) limits.failoverMs = durationMs(failover)
  if (join !== undefined) limits.joinMs = durationMs(join)
  return limits
}

function parsedSeries(given: z.output<typeof seriesLimits>, name: string, subject: string): SeriesLimits {
  const { longestOutage, longestEpisode, badShare } = given
  const longestOutageMs = durationMs(longestOutage)
  if (longestEpisode !== undefined && durationMs(longestEpisode) < longestOutageMs) {
    const words = `${longestEpisode} is less than longestOutage ${longestOutage}; an outage is an episode`
    throw refusal(subject, [name, 'longestEpisode'], words)
  }
  return {
    longestOutageMs,
    ...(longestEpisode === undefined ? {} : { longestEpisodeMs: durationMs(longestEpisode) }),
    ...(badShare === undefined ? {} : { badShare }),
  }
}

const refusal = (subject: string, path: readonly string[], message: string): BadInputError =>
  new BadInputError(
    `${subject}: limits${path.map(part => (/^\w+$/.test(part) ? `.${part}` : `['${part}']`)).join('')}: ${message}`,
  )

/** Whether limits of this name are for a series: by its id, or by its operation if it goes through the balancer. */
export const limitsMean = (name: string, { id, path, operation }: SeriesDefinition): boolean =>
  id === name || (path === 'lb' && operation === name)

/** @throws BadInputError when limits name what none of these series is. */
export function requireLimitedSeries(limits: Limits, series: readonly SeriesDefinition[], subject: string): void {
  for (const name of Object.keys(limits.series)) {
    if (series.some(each => limitsMean(name, each))) continue
    const hint = `these are: ${series.map(({ id }) => id).join(', ')}`
    throw new BadInputError(`${subject}: limits name '${name}', and no such series is probed`, { hint })
  }
}
