import type { SeriesDefinition } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import { prolongsMs } from './balancing.ts'
import { changesOf, closedBy, type Entry, momentAt } from './moment.ts'
import { isGraceful, isOffLine, quietUntilMs, type Setting, type Strike } from './strike.ts'
import { balancerGraceMs, gracefulEndMs, pingGivesUpMs } from './timers.ts'
import type { Window } from './window.ts'

type Series = Pick<SeriesDefinition, 'operation' | 'connection' | 'deadlineMs'>

const never = Number.POSITIVE_INFINITY

/** Stretches in which nobody has an answer: surely while faults are on, perhaps until their nodes are back. */
export function closures(series: Series, strikes: readonly Strike[], entry: Entry, setting: Setting): Window[] {
  const moments = changesOf(strikes)
  const stretches = moments.flatMap((fromMs, index): Window[] => {
    const toMs = moments[index + 1] ?? never
    const moment = momentAt(fromMs, strikes)
    const basis = closedBy(entry, moment, series.operation, setting.topology)
    if (basis === undefined) return []
    const isSure = closedBy(entry, { on: moment.on, returning: [] }, series.operation, setting.topology) !== undefined
    const lateMs = Math.max(0, ...moment.on.map(strike => goesOnMs(series, strike)))
    return [{ fromMs, toMs, leastMs: isSure && toMs < never ? Math.max(0, toMs - fromMs - lateMs) : 0, basis }]
  })
  const merged: Window[] = []
  // Sure stretches that follow upon each other; in one that is not sure somebody may have had an answer.
  let sureMs = 0
  for (const stretch of stretches) {
    const last = merged.at(-1)
    const isNext = last?.toMs === stretch.fromMs
    sureMs = stretch.leastMs + (isNext && stretch.leastMs > 0 ? sureMs : 0)
    if (isNext) Object.assign(last, { toMs: stretch.toMs, leastMs: Math.max(last.leastMs, sureMs) })
    else merged.push({ ...stretch })
  }
  // What waits on a kept connection when it is over waits for its own limit.
  const afterMs =
    (series.connection === 'new' ? 0 : series.deadlineMs) + ('server' in entry ? 0 : prolongsMs(setting.topology))
  return merged.map(window => ({
    ...window,
    toMs: Math.max(window.toMs, heldUntilMs(series, window, strikes, entry)) + afterMs,
  }))
}

/** Until when a connection that has no limit of its own may stand into a black hole behind which somebody answers again. */
function heldUntilMs(
  { connection }: Series,
  { fromMs, toMs }: Window,
  strikes: readonly Strike[],
  entry: Entry,
): number {
  if (connection !== 'reused-h2' && connection !== 'reused-h2-ping') return fromMs
  const ends = 'server' in entry ? [entry.server] : entry.balancers
  const held = strikes
    .filter(({ node, atMs }) => ends.includes(node) && atMs >= fromMs && atMs < toMs)
    .filter(isOffLine)
    .map(strike => Math.min(quietUntilMs(strike), connection === 'reused-h2' ? never : strike.atMs + pingGivesUpMs))
  return Math.max(fromMs, ...held)
}

/** For how long somebody who was told to end may go on to serve, in ms. */
function goesOnMs({ connection }: Series, strike: Strike): number {
  if (roleOf(strike.node) === 'server') return isGraceful(strike) ? gracefulEndMs : 0
  if (roleOf(strike.node) !== 'lb' || connection === 'new') return 0
  // A load balancer takes no more connections, and keeps those that stand for as long as it is given.
  if (strike.kind === 'restart-balancer') return never
  return isGraceful(strike) ? balancerGraceMs : 0
}
