import { formatMs } from '../base/duration.ts'
import { limitsMean, type SeriesLimits } from '../history/limits.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { type FaultWindow, faultIdsOf } from '../prediction/fault-window.ts'
import { limitsOf } from '../prediction/limits-of.ts'
import type { Facts } from './facts.ts'
import type { Interval } from './interval.ts'
import { limitText } from './limit-text.ts'
import { type LimitedPart, limitedParts } from './limited-parts.ts'
import { overlappingFaultWindows } from './overlapping-fault-windows.ts'
import { type SeriesTheory, theoryOf } from './theory.ts'

/** What a series may lose, and when. */
export interface Allowance {
  /** What of an outage or an episode is limited, and by what. */
  partsOf: (interval: Interval) => LimitedPart[]
  /** What it is back within, for a check's title. */
  within: string
  /** For the table: a number, unless each fault has its own. */
  limit: string
  /** Why, for an outage; of all faults when there was none. */
  theoryOf: (outage?: Interval) => SeriesTheory
  /** After which fault an outage was, where that is no matter of course: ` after kill-2`. */
  after: (outage: Interval) => string
  /** The faults, by id, for whose effect on it theory has no limit. */
  unlimited: string[]
}

/**
 * What limits a series: an id's own limits go before its operation's, those before the model's. The model's are those of
 * the faults that an outage meets, so that one fault is not forgiven what another one takes. Undefined: nothing does.
 */
export function allowanceOf(definition: SeriesDefinition, facts: Facts): Allowance | undefined {
  const { limits } = facts.history.manifest
  const { id, path, operation } = definition
  const name = id in limits.series ? id : Object.keys(limits.series).find(each => limitsMean(each, definition))
  if (name !== undefined) return byAuthor(limits.series[name]!, definition, facts)
  return path === 'lb' && limits.fromModel?.includes(operation) ? byModel(definition, facts) : undefined
}

function byAuthor(limits: SeriesLimits, definition: SeriesDefinition, facts: Facts): Allowance {
  const allowed = formatMs(limits.longestOutageMs)
  return {
    partsOf: ({ fromUs, toUs }) => [{ fromUs, toUs, limits }],
    within: `within ${allowed}`,
    limit: allowed,
    theoryOf: outage => theoryOf(definition, facts, behind(outage, facts)),
    after: () => '',
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
    within: each.length === 1 ? `within ${formatMs(most)}` : 'in time after each fault',
    limit: least === most ? limitText(most, true) : 'by fault',
    theoryOf: outage => predict(behind(outage, facts)),
    after: outage => {
      const ids = faultIdsOf(overlappingFaultWindows(outage, faultWindows))
      return faultWindows.length > 1 && ids.length > 0 ? ` after ${ids.join(', ')}` : ''
    },
    unlimited: each.flatMap(({ faults, limits }) => (limits === undefined ? faults : [])),
  }
}

const behind = (outage: Interval | undefined, { faultWindows }: Facts): readonly FaultWindow[] =>
  outage === undefined || faultWindows.length === 1 ? faultWindows : overlappingFaultWindows(outage, faultWindows)
