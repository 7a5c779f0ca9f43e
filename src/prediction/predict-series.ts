import { formatMs } from '../base/duration.ts'
import type { Operation, SeriesDefinition } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { balancingOf, prolongsMs } from './balancing.ts'
import { disruptions } from './disruption.ts'
import { changesOf, closedBy, type Entry, entryOf, leadsTo, lossOf, type Moment, momentAt } from './moment.ts'
import { needsState } from './needs-state.ts'
import { predictInCluster } from './predict-in-cluster.ts'
import { endsByDesign } from './predict-restarts.ts'
import type { Prediction } from './prediction.ts'
import { isGraceful, isSilent, type Setting, type Strike, silentForMs } from './strike.ts'
import { balancerGraceMs, etcdClientGivesUpMs, gracefulEndMs, kinePollMs } from './timers.ts'
import { joined, type Window } from './window.ts'

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
  if (!known.includes(series.operation)) return { words: 'no prediction' }
  const hindered = strikes.find(({ node, effect }) => effect.does === 'hinder' && roleOf(node) !== 'agent')
  if (hindered !== undefined)
    return {
      words: `no prediction: ${hindered.kind} of ${hindered.node} makes it worse, by how much theory does not say`,
    }
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
        ({ fromMs, toMs, words }): Window => ({
          fromMs: strike.atMs,
          toMs: strike.atMs + toMs,
          leastMs: fromMs,
          words,
        }),
      ),
    ),
  ])
  const partly = worstPart(series, all, entry, asks, setting)
  // That a server which starts answers with errors goes without saying.
  const lost = strikes.map(strike => (strike.healedMs === undefined ? strike : { ...strike, backMs: strike.healedMs }))
  const lostPart = worstPart(series, lost, entry, asks, setting)
  const unluckyMs = partly === undefined ? 0 : series.intervalMs * Math.ceil(Math.log(onceIn) / -Math.log(partly.share))
  const longestMs = Math.max(0, ...windows.map(({ fromMs, toMs }) => toMs - fromMs))
  const toMs = Math.max(longestMs, Math.min(unluckyMs, partly?.forMs ?? never)) + toldLateMs(series, setting)
  return {
    gap: { fromMs: Math.max(0, ...windows.map(({ leastMs }) => leastMs)), ...(toMs < never ? { toMs } : {}) },
    ...(partly ? { partly } : {}),
    words: wordsOf(windows, lostPart, strikes),
  }
}

/** How much later than it was written a change is told to those who watch. */
const toldLateMs = ({ operation }: Series, { topology: { datastore } }: Setting): number =>
  operation === 'watch' && ['postgres', 'mysql'].includes(datastore) ? kinePollMs : 0

/** Stretches in which nobody has an answer: surely while faults are on, perhaps until their nodes are back. */
function closures(series: Series, strikes: readonly Strike[], entry: Entry, setting: Setting): Window[] {
  const moments = changesOf(strikes)
  const stretches = moments.flatMap((fromMs, index): Window[] => {
    const toMs = moments[index + 1] ?? never
    const moment = momentAt(fromMs, strikes)
    const words = closedBy(entry, moment, series.operation, setting.topology)
    if (words === undefined) return []
    const isSure = closedBy(entry, { on: moment.on, returning: [] }, series.operation, setting.topology) !== undefined
    const lateMs = Math.max(0, ...moment.on.map(strike => goesOnMs(series, strike)))
    return [{ fromMs, toMs, leastMs: isSure && toMs < never ? Math.max(0, toMs - fromMs - lateMs) : 0, words }]
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
  return merged.map(window => ({ ...window, toMs: window.toMs + afterMs }))
}

/** For how long somebody who was told to end may go on to serve, in ms. */
function goesOnMs({ connection }: Series, strike: Strike): number {
  if (roleOf(strike.node) === 'server') return isGraceful(strike) ? gracefulEndMs : 0
  if (roleOf(strike.node) !== 'lb' || connection === 'new') return 0
  // A load balancer takes no more connections, and keeps those that stand for as long as it is given.
  if (strike.kind === 'restart-balancer') return never
  return isGraceful(strike) ? balancerGraceMs : 0
}

/** The greatest share of new connections that meet a lost server, or a silent member of etcd, and for how long altogether. */
function worstPart(
  series: Series,
  strikes: readonly Strike[],
  entry: Entry,
  asks: boolean,
  setting: Setting,
): { share: number; forMs?: number } | undefined {
  // A kept connection is led once, and a balancer takes connections for itself.
  if (series.connection !== 'new' || series.operation === 'tcp-connect') return undefined
  if ('server' in entry || setting.topology.loadBalancer.file !== undefined) return undefined
  const moments = changesOf(strikes)
  let worst = 0
  let forMs = 0
  moments.forEach((fromMs, index) => {
    const moment = momentAt(fromMs, strikes)
    const share = shareLost(entry, moment, asks, setting)
    if (share === 0 || share === 1) return
    worst = Math.max(worst, share)
    forMs += Math.min((moments[index + 1] ?? never) - fromMs, leadsAtMost(entry, moment, asks, setting))
  })
  // Of servers that ask the members of an etcd apart in turn, each waits for a silent one as often.
  for (const strike of asks ? strikes.filter(({ node }) => roleOf(node) === 'etcd').filter(isSilent) : []) {
    worst = Math.max(worst, 1 / memberIds(setting.topology).length)
    forMs += Math.min(silentForMs(strike), etcdClientGivesUpMs)
  }
  if (worst === 0) return undefined
  return { share: worst, ...(forMs < never ? { forMs: forMs + series.deadlineMs } : {}) }
}

/** Of the servers to which a balancer leads new connections, those that are lost. */
function shareLost(entry: Entry, moment: Moment, asks: boolean, setting: Setting): number {
  const servers = leadsTo(entry, setting.topology)
  const led = servers.flatMap(server => {
    const loss = lossOf(server, entry, moment, asks, setting.topology)
    if (loss === undefined) return [false]
    return (balancingOf(setting.topology, loss)?.leadsMs ?? never) > 0 ? [true] : []
  })
  return led.length === 0 ? 0 : led.filter(Boolean).length / led.length
}

const leadsAtMost = (entry: Entry, moment: Moment, asks: boolean, { topology }: Setting): number =>
  Math.max(
    0,
    ...leadsTo(entry, topology).map(server => {
      const loss = lossOf(server, entry, moment, asks, topology)
      return loss === undefined ? 0 : (balancingOf(topology, loss)?.leadsMs ?? never)
    }),
  )

function wordsOf(windows: readonly Window[], partly: Prediction['partly'], strikes: readonly Strike[]): string {
  if (strikes.length === 0) return 'nothing was struck: 0 s'
  const longest = (a: Window, b: Window) => b.leastMs - a.leastMs || b.toMs - b.fromMs - (a.toMs - a.fromMs)
  const [worst] = windows.toSorted(longest)
  if (worst === undefined)
    return strikes.some(({ node }) => roleOf(node) === 'agent') ? 'no client goes over an agent: 0 s' : '0 s'
  if (partly === undefined) return worst.words
  const forWords = partly.forMs === undefined ? '' : ` for up to ${formatMs(partly.forMs)}`
  return `${worst.words}; ${Math.round(partly.share * 100)} % of new connections meet a lost server${forWords}`
}
