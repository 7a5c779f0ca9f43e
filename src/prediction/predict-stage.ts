import { roleOf } from '../topology/node-id.ts'
import { electionOf } from './election-of.ts'
import { lostToState } from './lost-to-state.ts'
import { momentAt, stateAway } from './moment.ts'
import type { StageKind } from './stage-kind.ts'
import { isGraceful, type Setting, type Strike } from './strike.ts'
import {
  type Band,
  electionBand,
  endpointsGone,
  gracefulMs,
  nodeTimers,
  podStartMs,
  takeover,
  wranglerTakeover,
} from './timers.ts'

const monitorLease = 'kube-controller-manager'

/**
 * The band of a stage of recovery, in ms after the strike; undefined where theory has none: the stage does not follow
 * from it, the node was healed before, or what keeps the state answered nobody meanwhile.
 */
export function predictStage(
  stage: StageKind,
  strike: Strike,
  strikes: readonly Strike[],
  setting: Setting,
): Band | undefined {
  const band = bandOf(stage, strike, strikes, setting)
  if (band === undefined) return undefined
  const lastsMs = (strike.healedMs ?? Number.POSITIVE_INFINITY) - strike.atMs
  // What is frozen or cut off goes on where it was when it is healed in time.
  if (lastsMs < (strike.effect.does === 'end' ? band.fromMs : band.toMs)) return undefined
  const untilMs = strike.atMs + band.toMs
  const moments = [strike, ...strikes].map(({ atMs }) => atMs).filter(atMs => atMs >= strike.atMs && atMs <= untilMs)
  return moments.some(atMs => stateAway(momentAt(atMs, strikes), setting.topology) !== undefined) ? undefined : band
}

function bandOf(stage: StageKind, strike: Strike, strikes: readonly Strike[], setting: Setting): Band | undefined {
  const { node, atMs } = strike
  const { topology } = setting
  const { on } = momentAt(atMs, strikes)
  if (!lostToState(strike, on, topology)) return undefined
  const { electionMs, led, hasNewLeader, lateMs } = delaysOf(strike, on, setting)
  const notReady = notReadyBand(strike, strikes, setting)
  const { tolerationMs } = nodeTimers[topology.timing]
  const replaced = { fromMs: notReady.fromMs + tolerationMs, toMs: notReady.toMs + tolerationMs + podStartMs }
  switch (stage.kind) {
    case 'lease-moved':
      if (stage.lease.startsWith('kube-')) return takeoverBand(strike, on, setting)
      if (!stage.lease.startsWith('k3s')) return undefined
      return { fromMs: wranglerTakeover.fromMs, toMs: wranglerTakeover.toMs + electionMs + lateMs }
    case 'not-ready':
      return notReady
    case 'endpoints-without':
      if (roleOf(node) !== 'server') return undefined
      if (led) return endpointsGone.withLeader
      return { fromMs: 0, toMs: lateMs + (hasNewLeader ? endpointsGone.withLeader.toMs : endpointsGone.toMs) }
    case 'pods-replaced':
      return replaced
    case 'operation-back':
      if (stage.by !== 'pod' || !strike.hostsDns) return undefined
      // The only replica is gone until another runs; of several pods of a Service one is asked in vain until its node is NotReady.
      return stage.operation === 'dns' && topology.addOns.coredns === 1 ? replaced : { fromMs: 0, toMs: notReady.toMs }
    default:
      return undefined
  }
}

/** What holds everything else up: an election, and a graceful end, during which leases are renewed. */
function delaysOf(strike: Strike, on: readonly Strike[], { topology, etcd }: Setting) {
  const election = electionOf(strike, on, topology)
  const led = election === 'sure' || election === 'perhaps'
  return {
    led,
    // One to whom leadership was handed over extends etcd's leases like any other.
    hasNewLeader: election !== undefined,
    electionMs: led && etcd ? electionBand(etcd).toMs : 0,
    lateMs: isGraceful(strike) ? gracefulMs : 0,
  }
}

/** When another candidate has a lease that the struck node held. */
export function takeoverBand(strike: Strike, on: readonly Strike[], setting: Setting): Band {
  const { led, lateMs } = delaysOf(strike, on, setting)
  return { fromMs: takeover.fromMs, toMs: (led ? takeover.withLeaderMs : takeover.toMs) + lateMs }
}

/** When a node counts as not Ready: a successor of the monitor that was lost with it starts the clock of every node anew. */
function notReadyBand(strike: Strike, strikes: readonly Strike[], setting: Setting): Band {
  const { graceMs, renewMs, monitorMs } = nodeTimers[setting.topology.timing]
  const { on } = momentAt(strike.atMs, strikes)
  const { electionMs, lateMs } = delaysOf(strike, on, setting)
  const plain = { fromMs: graceMs - renewMs, toMs: graceMs + monitorMs + electionMs + lateMs }
  const monitors = strikes.filter(
    ({ node, holders, atMs }) =>
      holders.get(monitorLease) === node && atMs >= strike.atMs && atMs - strike.atMs <= plain.fromMs,
  )
  const last = monitors.findLast(each => lostToState(each, momentAt(each.atMs, strikes).on, setting.topology))
  if (last === undefined) return plain
  const moved = takeoverBand(last, momentAt(last.atMs, strikes).on, setting)
  const shiftMs = last.atMs - strike.atMs
  return { fromMs: shiftMs + moved.fromMs + graceMs - renewMs, toMs: shiftMs + moved.toMs + graceMs + monitorMs }
}
