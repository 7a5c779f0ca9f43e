import type { Distribution } from '../distributions/distribution.ts'
import { distributionOf } from '../distributions/distribution-of.ts'
import { isGraceful, isOffLine, isSilent } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { readinessCheck } from '../topology/haproxy-check.ts'
import { roleOf } from '../topology/node-id.ts'
import { type Balancing, balancingOf } from './balancing.ts'
import type { DisruptionBasis } from './basis.ts'
import { electionOf } from './election-of.ts'
import { type Entry, leadsTo, lossOf, type Moment } from './moment.ts'
import { needsState } from './needs-state.ts'
import type { Setting } from './setting.ts'
import { quietUntilUs, silentForMs } from './silence.ts'
import {
  addressHandedOverMs,
  addressMoves,
  electionBand,
  etcdClientGivesUpMs,
  handoverMs,
  lostRequestMs,
  pingGivesUpMs,
  readyzRemembersMs,
} from './timers.ts'

/** What one fault takes from a series that the rest still serves: for how long, at least and at most, in ms. */
export interface Disruption {
  fromMs: number
  /** Endless where theory knows no end. */
  toMs: number
  basis: DisruptionBasis
}

type Series = Pick<SeriesDefinition, 'operation' | 'connection' | 'intervalMs' | 'deadlineMs'>

const never = Number.POSITIVE_INFINITY

/** Every part that a fault plays in a series' longest gap. An empty list: it plays none. */
export function disruptions(
  series: Series,
  fault: FaultInstance,
  moment: Moment,
  entry: Entry,
  setting: Setting,
): Disruption[] {
  return [
    ...ofState(series, fault, moment, entry, setting),
    ...ofBalancer(series, fault, entry),
    ...ofServer(series, fault, moment, entry, setting),
  ]
}

/** One of two balancers that share an address; which of them has it a fault does not tell. */
function ofBalancer({ connection, deadlineMs }: Series, fault: FaultInstance, entry: Entry): Disruption[] {
  if (!('balancers' in entry) || !entry.balancers.includes(fault.node)) return []
  if (isGraceful(fault)) return [{ fromMs: 0, toMs: addressHandedOverMs, basis: { kind: 'address-handed-over' } }]
  // What was sent on a kept connection meanwhile waits for its own deadline.
  const toMs = connection === 'new' ? addressMoves.toMs : Math.max(addressMoves.toMs, deadlineMs)
  return [{ fromMs: 0, toMs, basis: { kind: 'address-moves' } }]
}

/** A server that no client reaches any more, or that answers none: what finding another one takes. */
function ofServer(
  series: Series,
  fault: FaultInstance,
  moment: Moment,
  entry: Entry,
  { topology }: Setting,
): Disruption[] {
  const faults = [...moment.on, ...moment.returning]
  // The loss of the only one is no disruption but a closure; and a balancer takes connections for itself.
  if ('server' in entry || series.operation === 'tcp-connect') return []
  const struckServers = leadsTo(entry, topology).filter(
    server => server === fault.node || (fault.effect.does === 'cut' && fault.effect.from.includes(server)),
  )
  return struckServers.flatMap(server => {
    const loss = lossOf(server, entry, moment, needsState(series.operation), topology)
    if (loss === undefined) return []
    const balancing = balancingOf(topology, loss)
    if (balancing === undefined) return [{ fromMs: 0, toMs: never, basis: { kind: 'own-balancer-file' } }]
    if (series.connection === 'new') return [ofNew(balancing)]
    const backUs = fault.backUs ?? never
    const lastsMs = ((isOffLine(fault) ? Math.max(backUs, quietUntilUs(fault)) : backUs) - fault.calledUs) / 1000
    const kept = ofKept(series, fault, balancing, lastsMs, distributionOf(topology).gracefulEnd)
    // The next connection may be led to another server that is lost, and has to wait for that one.
    const others = faults.filter(({ node, backUs = never }) => node !== server && backUs > fault.calledUs)
    const othersMs = others.map(({ node, backUs = never }) => {
      const other = lossOf(node, entry, moment, needsState(series.operation), topology)
      const isLedThere = other !== undefined && (balancingOf(topology, other)?.leadsMs ?? never) > 0
      return isLedThere ? (backUs - fault.calledUs) / 1000 + series.deadlineMs : 0
    })
    return [{ ...kept, toMs: Math.max(kept.toMs, ...othersMs) }]
  })
}

/** Other attempts succeed beside those that are led there: all that is lost is the wait for a server that is gone. */
const ofNew = ({ leadsMs, limitMs }: Balancing): Disruption =>
  leadsMs === 0
    ? { fromMs: 0, toMs: limitMs, basis: { kind: 'connect-limit', limitMs } }
    : { fromMs: 0, toMs: 0, basis: { kind: 'other-servers' } }

function ofKept(
  { connection, deadlineMs }: Series,
  fault: FaultInstance,
  { leadsMs, limitMs, cutsMs }: Balancing,
  lastsMs: number,
  { restMs, streamsMs }: Distribution['gracefulEnd'],
): Disruption {
  const isH2 = connection === 'reused-h2' || connection === 'reused-h2-ping'
  const ownLimitMs = connection === 'reused-h2-ping' ? pingGivesUpMs : isH2 ? never : deadlineMs
  // Of a process that dies the kernel tells; otherwise a kept connection waits until somebody gives it up.
  const isTold = !isSilent(fault)
  const breaksMs = isTold ? 0 : Math.min(ownLimitMs, cutsMs, lastsMs)
  // The next one may be led there again, and again.
  const isLedAgain = leadsMs > breaksMs
  const againMs = isLedAgain ? Math.min(leadsMs, lastsMs) + deadlineMs : 0
  const graceMs = isGraceful(fault) ? (isH2 ? streamsMs : restMs) : 0
  const basis: DisruptionBasis = isLedAgain
    ? { kind: 'led-again', ...(leadsMs === never ? {} : { untilMs: leadsMs }) }
    : isGraceful(fault)
      ? { kind: 'graceful-end', graceMs }
      : isTold
        ? { kind: 'reconnect' }
        : whoGivesUp(ownLimitMs, cutsMs, lastsMs)
  return { fromMs: 0, toMs: Math.max(graceMs, breaksMs + limitMs, againMs), basis }
}

/** Who is first to give a silent connection up. */
function whoGivesUp(ownLimitMs: number, cutsMs: number, lastsMs: number): DisruptionBasis {
  const afterMs = Math.min(ownLimitMs, cutsMs, lastsMs)
  if (afterMs === never) return { kind: 'silent-connection', endedBy: 'nobody' }
  const endedBy = afterMs === cutsMs ? 'check' : afterMs === ownLimitMs ? 'client' : 'server'
  return { kind: 'silent-connection', endedBy, afterMs }
}

/** What a lost leader, or a member that was asked, costs those who ask the state; and whom checks let in who ask it. */
function ofState(
  { operation, connection, deadlineMs, intervalMs }: Series,
  fault: FaultInstance,
  { on }: Moment,
  entry: Entry,
  { topology, etcd }: Setting,
): Disruption[] {
  const { kind, preset, file } = topology.loadBalancer
  const silent = ofSilentMember({ operation, connection, deadlineMs }, fault)
  const isAskedByChecks = 'balancers' in entry && kind !== 'nginx' && preset === 'ready' && file === undefined
  const asks = needsState(operation)
  if (etcd === undefined || !(asks || isAskedByChecks)) return []
  const election = electionOf(fault, on, topology)
  const band = electionBand(etcd)
  // Servers come back when their checks have succeeded again.
  const checkedMs = isAskedByChecks ? readinessCheck.rise * readinessCheck.intervalMs : 0
  const lateMs = checkedMs + (operation === 'readyz' ? readyzRemembersMs + intervalMs : 0)
  if (election === 'handover') {
    const stuckMs =
      connection === 'new' || !asks ? handoverMs : Math.max(distributionOf(topology).gracefulEnd.restMs, deadlineMs)
    return [{ fromMs: 0, toMs: stuckMs + lateMs, basis: { kind: 'leadership-handed-over' } }]
  }
  if (election !== undefined) {
    // What was proposed without a leader is never answered: a kept connection waits for its own limit (measuring 2.4).
    const lostMs = operation === 'write' && connection !== 'new' ? Math.min(deadlineMs, lostRequestMs(etcd)) : 0
    return [
      {
        fromMs: election === 'sure' && asks ? band.fromMs : 0,
        toMs: band.toMs + lostMs + lateMs,
        basis: {
          kind: 'election',
          waits: asks ? 'requests' : 'checks',
          band,
          timers: etcd,
          ...(lostMs > 0 ? { lostRequestMs: lostMs } : {}),
        },
      },
      ...silent,
    ]
  }
  return silent
}

/** A member of an etcd apart that says nothing: each server asks all members in turn, and some streams are its own. */
function ofSilentMember(
  { operation, connection, deadlineMs }: Pick<Series, 'operation' | 'connection' | 'deadlineMs'>,
  fault: FaultInstance,
): Disruption[] {
  if (!needsState(operation) || roleOf(fault.node) !== 'etcd' || !isSilent(fault)) return []
  if (connection === 'new') return [{ fromMs: 0, toMs: 0, basis: { kind: 'other-members' } }]
  const toMs = Math.min(silentForMs(fault), etcdClientGivesUpMs) + deadlineMs
  return [{ fromMs: 0, toMs, basis: { kind: 'silent-member' } }]
}
