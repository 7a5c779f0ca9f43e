import { type Limits, limitsMean, type SeriesLimits } from '../history/limits.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { type FaultWindow, faultIdsOf } from '../prediction/fault-window.ts'
import { limitsOf } from '../prediction/limits-of.ts'
import type { Facts } from './facts.ts'
import type { Interval } from './interval.ts'
import { type LimitedPart, limitedParts } from './limited-parts.ts'
import { durationLimit, type Limit } from './measured.ts'
import { overlappingFaultWindows } from './overlapping-fault-windows.ts'
import { type SeriesTheory, theoryOf } from './theory.ts'

/** What a series may lose, and when. */
export interface Allowance {
  /** What of an outage or an episode is limited, and by what. */
  partsOf: (interval: Interval) => LimitedPart[]
  /** What it is back within; absent where each fault has a limit of its own. */
  withinMs?: number
  limit: Limit
  /** Why, for an outage; of all faults when there was none. */
  theoryOf: (outage?: Interval) => SeriesTheory
  /** After which faults an outage was, by their ids; none where that is a matter of course. */
  after: (outage: Interval) => string[]
  /** The faults, by id, for whose effect on it theory has no limit. */
  unlimited: string[]
}

/**
 * What limits a series: an id's own limits go before its operation's, those before the model's. The model's are those of
 * the faults that an outage meets, so that one fault is not forgiven what another one takes. Undefined: nothing does.
 */
export function allowanceOf(definition: SeriesDefinition, facts: Facts): Allowance | undefined {
  const { limits } = facts.history.manifest
  const written = authorLimits(definition, limits)
  if (written !== undefined) return byAuthor(written, definition, facts)
  const { path, operation } = definition
  return path === 'lb' && limits.fromModel?.includes(operation) ? byModel(definition, facts) : undefined
}

/** What an author wrote for a series: by its id, or else by its operation. */
export function authorLimits(definition: SeriesDefinition, { series }: Limits): SeriesLimits | undefined {
  const { id } = definition
  return series[id] ?? Object.entries(series).find(([name]) => limitsMean(name, definition))?.[1]
}

function byAuthor(limits: SeriesLimits, definition: SeriesDefinition, facts: Facts): Allowance {
  return {
    partsOf: ({ fromUs, toUs }) => [{ fromUs, toUs, limits }],
    withinMs: limits.longestOutageMs,
    limit: durationLimit(limits.longestOutageMs),
    theoryOf: outage => theoryOf(definition, facts, behind(outage, facts)),
    after: () => [],
    unlimited: [],
  }
}

function byModel(definition: SeriesDefinition, facts: Facts): Allowance | undefined {
  const { faultWindows } = facts
  const known = new Map<string, SeriesTheory>()
  const predict = (some: readonly FaultWindow[]): SeriesTheory => {
    const key = some.map(({ fromUs }) => fromUs).join()
    const prediction = known.get(key) ?? theoryOf(definition, facts, some)
    known.set(key, prediction)
    return prediction
  }
  const limitsFor = (some: readonly FaultWindow[]) => limitsOf(predict(some))
  const each = (faultWindows.length === 0 ? [[]] : faultWindows.map(window => [window])).map(some => ({
    faults: faultIdsOf(some),
    limits: limitsFor(some),
  }))
  const allowedMs = each.flatMap(({ limits }) => limits?.longestOutageMs ?? [])
  if (allowedMs.length === 0) return undefined
  const [least, most] = [Math.min(...allowedMs), Math.max(...allowedMs)]
  return {
    partsOf: outage => limitedParts(outage, faultWindows, limitsFor),
    ...(each.length === 1 && { withinMs: most }),
    limit: least === most ? durationLimit(most, true) : { unit: 'ms', from: 'model', leastMs: least, mostMs: most },
    theoryOf: outage => predict(behind(outage, facts)),
    after: outage => (faultWindows.length > 1 ? faultIdsOf(overlappingFaultWindows(outage, faultWindows)) : []),
    unlimited: each.flatMap(({ faults, limits }) => (limits === undefined ? faults : [])),
  }
}

const behind = (outage: Interval | undefined, { faultWindows }: Facts): readonly FaultWindow[] =>
  outage === undefined || faultWindows.length === 1 ? faultWindows : overlappingFaultWindows(outage, faultWindows)
