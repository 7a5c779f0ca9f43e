import { distributionOf } from '../distributions/distribution-of.ts'
import { leaseKindOf } from '../distributions/leases-of.ts'
import { isGraceful } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { roleOf } from '../topology/node-id.ts'
import { electionOf } from './election-of.ts'
import { lostToState } from './lost-to-state.ts'
import { momentAt, stateAway } from './moment.ts'
import type { Setting } from './setting.ts'
import type { StageKind } from './stage-kind.ts'
import { type Band, electionBand, endpointsGone, leasePollMs, nodeTimers, podStartMs } from './timers.ts'

const monitorLease = 'kube-controller-manager'

/**
 * The band of a stage of recovery, in ms after the fault; undefined where theory has none: the stage does not follow
 * from it, the node was healed before, or what keeps the state answered nobody meanwhile.
 */
export function predictStage(
  stage: StageKind,
  fault: FaultInstance,
  faults: readonly FaultInstance[],
  setting: Setting,
): Band | undefined {
  const band = bandOf(stage, fault, faults, setting)
  if (band === undefined) return undefined
  const lastsMs = ((fault.overUs ?? Number.POSITIVE_INFINITY) - fault.calledUs) / 1000
  // What is frozen or cut off goes on where it was when it is healed in time.
  if (lastsMs < (fault.effect.does === 'end' ? band.fromMs : band.toMs)) return undefined
  const untilUs = fault.calledUs + band.toMs * 1000
  const moments = [fault, ...faults]
    .map(({ calledUs }) => calledUs)
    .filter(calledUs => calledUs >= fault.calledUs && calledUs <= untilUs)
  return moments.some(calledUs => stateAway(momentAt(calledUs, faults), setting.topology) !== undefined)
    ? undefined
    : band
}

function bandOf(
  stage: StageKind,
  fault: FaultInstance,
  faults: readonly FaultInstance[],
  setting: Setting,
): Band | undefined {
  const { node, calledUs } = fault
  const { topology } = setting
  const { on } = momentAt(calledUs, faults)
  if (!lostToState(fault, on, topology)) return undefined
  const { led, hasNewLeader, lateMs } = delaysOf(fault, on, setting)
  const notReady = notReadyBand(fault, faults, setting)
  const { tolerationMs } = nodeTimers[topology.timing]
  const replaced = { fromMs: notReady.fromMs + tolerationMs, toMs: notReady.toMs + tolerationMs + podStartMs }
  switch (stage.kind) {
    case 'lease-moved':
      return takeoverBand(stage.lease, fault, on, setting)
    case 'not-ready':
      return notReady
    case 'endpoints-without':
      if (roleOf(node) !== 'server') return undefined
      if (led) return endpointsGone.withLeader
      return { fromMs: 0, toMs: lateMs + (hasNewLeader ? endpointsGone.withLeader.toMs : endpointsGone.toMs) }
    case 'pods-replaced':
      return replaced
    case 'operation-back':
      if (stage.by !== 'pod' || !fault.hostsDns) return undefined
      // The only replica is gone until another runs; of several pods of a Service one is asked in vain until its node is NotReady.
      return stage.operation === 'dns' && topology.addOns.coredns === 1 ? replaced : { fromMs: 0, toMs: notReady.toMs }
    default:
      return undefined
  }
}

/** What holds everything else up: an election, and a graceful end, during which leases are renewed. */
function delaysOf(fault: FaultInstance, on: readonly FaultInstance[], { topology, etcd }: Setting) {
  const election = electionOf(fault, on, topology)
  const led = election === 'sure' || election === 'perhaps'
  return {
    led,
    // One to whom leadership was handed over extends etcd's leases like any other.
    hasNewLeader: election !== undefined,
    electionMs: led && etcd ? electionBand(etcd).toMs : 0,
    lateMs: isGraceful(fault) ? distributionOf(topology).gracefulEnd.restMs : 0,
  }
}

/** When another candidate has a lease that the struck node held; undefined for a lease of which nothing is known. */
export function takeoverBand(
  lease: string,
  fault: FaultInstance,
  on: readonly FaultInstance[],
  setting: Setting,
): Band | undefined {
  const kind = leaseKindOf(setting.topology, lease)
  if (kind === undefined) return undefined
  const { led, electionMs, lateMs } = delaysOf(fault, on, setting)
  if (kind.isReleased && isGraceful(fault)) return { fromMs: 0, toMs: leasePollMs + electionMs + lateMs }
  const { fromMs, toMs } = kind.takeover
  return { fromMs, toMs: (led ? (kind.takeoverWithLeaderMs ?? toMs + electionMs) : toMs) + lateMs }
}

/** When a node counts as not Ready: a successor of the monitor that was lost with it starts the clock of every node anew. */
function notReadyBand(fault: FaultInstance, faults: readonly FaultInstance[], setting: Setting): Band {
  const { graceMs, renewMs, monitorMs } = nodeTimers[setting.topology.timing]
  const { on } = momentAt(fault.calledUs, faults)
  const { electionMs, lateMs } = delaysOf(fault, on, setting)
  const plain = { fromMs: graceMs - renewMs, toMs: graceMs + monitorMs + electionMs + lateMs }
  const monitors = faults.filter(
    ({ node, holders, calledUs }) =>
      holders[monitorLease] === node && calledUs >= fault.calledUs && calledUs - fault.calledUs <= plain.fromMs * 1000,
  )
  const last = monitors.findLast(each => lostToState(each, momentAt(each.calledUs, faults).on, setting.topology))
  if (last === undefined) return plain
  const moved = takeoverBand(monitorLease, last, momentAt(last.calledUs, faults).on, setting)
  if (moved === undefined) return plain
  const shiftMs = (last.calledUs - fault.calledUs) / 1000
  return { fromMs: shiftMs + moved.fromMs + graceMs - renewMs, toMs: shiftMs + moved.toMs + graceMs + monitorMs }
}
