import type { Operation, SeriesDefinition } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import type { SeriesBasis } from './basis.ts'
import { closures } from './closures.ts'
import { disruptions } from './disruption.ts'
import { entryOf, momentAt } from './moment.ts'
import { needsState } from './needs-state.ts'
import { predictInCluster } from './predict-in-cluster.ts'
import { endsByDesign } from './predict-restarts.ts'
import type { Prediction } from './prediction.ts'
import type { Setting, Strike } from './strike.ts'
import { kinePollMs } from './timers.ts'
import { joined, type Window } from './window.ts'
import { worstPart } from './worst-part.ts'

type Series = Pick<SeriesDefinition, 'path' | 'operation' | 'connection' | 'intervalMs' | 'deadlineMs'>

/** A run of attempts that are all led to a lost server, as long as comes once in so many. */
const onceIn = 1e6

/** Operations of which theory knows what they need. */
const known: readonly Operation[] = [
  'tcp-connect',
  'tls',
  'readyz',
  'static-read',
  'cached-read',
  'quorum-read',
  'write',
  'watch',
]

const never = Number.POSITIVE_INFINITY

/**
 * What theory gives for a series' longest gap over all of these strikes, however they overlap: stretches in which clients
 * may have nothing, those that touch joined. Pure; times in ms of the strikes' clock.
 */
export function predictSeries(series: Series, strikes: readonly Strike[], setting: Setting): Prediction {
  if (series.path === 'in-cluster') return predictInCluster(series.operation, strikes, setting)
  if (!known.includes(series.operation)) return { basis: { kind: 'no-theory' } }
  const hindered = strikes.find(({ node, effect }) => effect.does === 'hinder' && roleOf(node) !== 'agent')
  if (hindered !== undefined) return { basis: { kind: 'degraded', fault: hindered.kind, node: hindered.node } }
  const entry = entryOf(series.path, setting.topology)
  const asks = needsState(series.operation)
  // Ends by design are lost servers like others, but not for sure, and nobody says when they serve again.
  const ends = endsByDesign(strikes, setting).map(({ node, sinceMs, band, backMs }): Strike => {
    const atMs = sinceMs + band.fromMs
    return { kind: 'end', node, effect: { does: 'end' }, atMs, healedMs: atMs, backMs, holders: new Map() }
  })
  const all = [...strikes, ...ends]
  const windows = joined([
    ...closures(series, all, entry, setting),
    ...strikes.flatMap(strike =>
      disruptions(series, strike, momentAt(strike.atMs, strikes), entry, setting).map(
        ({ fromMs, toMs, basis }): Window => ({
          fromMs: strike.atMs,
          toMs: strike.atMs + toMs,
          leastMs: fromMs,
          basis,
        }),
      ),
    ),
  ])
  const partly = worstPart(series, all, entry, asks, setting)
  // That a server which starts answers with errors goes without saying.
  const lost = strikes.map(strike => (strike.healedMs === undefined ? strike : { ...strike, backMs: strike.healedMs }))
  const meetsLost = windows.length === 0 ? undefined : worstPart(series, lost, entry, asks, setting)
  const unluckyMs = partly === undefined ? 0 : series.intervalMs * Math.ceil(Math.log(onceIn) / -Math.log(partly.share))
  const longestMs = Math.max(0, ...windows.map(({ fromMs, toMs }) => toMs - fromMs))
  const toMs = Math.max(longestMs, Math.min(unluckyMs, partly?.forMs ?? never)) + toldLateMs(series, setting)
  return {
    gap: { fromMs: Math.max(0, ...windows.map(({ leastMs }) => leastMs)), ...(toMs < never ? { toMs } : {}) },
    ...(partly ? { partly } : {}),
    basis: basisOf(windows, strikes),
    ...(meetsLost ? { meetsLost } : {}),
  }
}

/** How much later than it was written a change is told to those who watch. */
const toldLateMs = ({ operation }: Series, { topology: { datastore } }: Setting): number =>
  operation === 'watch' && ['postgres', 'mysql'].includes(datastore) ? kinePollMs : 0

/** Of the longest window, by what is sure of it first. */
function basisOf(windows: readonly Window[], strikes: readonly Strike[]): SeriesBasis {
  if (strikes.length === 0) return { kind: 'no-fault' }
  const longest = (a: Window, b: Window) => b.leastMs - a.leastMs || b.toMs - b.fromMs - (a.toMs - a.fromMs)
  const [worst] = windows.toSorted(longest)
  if (worst !== undefined) return worst.basis
  return strikes.some(({ node }) => roleOf(node) === 'agent') ? { kind: 'only-agents' } : { kind: 'untouched' }
}
