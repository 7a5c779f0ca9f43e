import { startTimersOf } from '../distributions/start-timers-of.ts'
import { keepsServing, losesIdentity } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { longestStart, type Start } from '../topology/longest-start.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'
import type { StartBasis } from './basis.ts'
import { changesOf, momentAt, stateAway } from './moment.ts'
import type { Setting } from './setting.ts'
import type { Band } from './timers.ts'

/** What theory gives for a node's start: until it serves in every respect, in ms. */
export interface StartPrediction {
  band: Band
  basis: StartBasis
}

/** Two starts that are no further apart share the machine, and etcd's ticks. */
const atOnceUs = 10_000_000

/** When a node that comes back from a fault serves again, in ms after it was started at `startUs`. */
export function predictReturn(
  fault: FaultInstance,
  startUs: number,
  faults: readonly FaultInstance[],
  setting: Setting,
): StartPrediction {
  const { node } = fault
  const beside = faults.filter(
    ({ node: other, overUs = Number.POSITIVE_INFINITY }) =>
      other === node || (hasKubelet(other) && Math.abs(overUs - startUs) <= atOnceUs),
  )
  const atOnce = new Set([node, ...beside.map(each => each.node)]).size
  const newcomers = losesIdentity(fault) ? new Set(beside.filter(losesIdentity).map(each => each.node)).size : 0
  return predictStart({ node, startUs, backUs: fault.backUs, atOnce, newcomers }, faults, setting)
}

const hasKubelet = (node: NodeId): boolean => roleOf(node) === 'server' || roleOf(node) === 'agent'

/** A start of a run, and when the node was seen to serve in every respect, if it was. */
interface SeenStart extends Start {
  startUs: number
  backUs?: number | undefined
}

/** When a node serves, in ms after it was started among `atOnce`, as one of so many newcomers, or as what it was. */
export function predictStart(
  { startUs, backUs = Number.POSITIVE_INFINITY, ...start }: SeenStart,
  faults: readonly FaultInstance[],
  { topology, isStandIn = false }: Setting,
): StartPrediction {
  const longest = longestStart(start, topology, startTimersOf(topology, isStandIn))
  const stateAwayMs = awayMs(startUs, faults, topology)
  // What strikes when it serves already holds up nothing.
  const untilUs = Math.min(backUs, startUs + (stateAwayMs + longest.toMs) * 1000)
  // It may end by a lease that it cannot renew, or wait for an election.
  const isStruckBeside = faults.some(
    fault => mayHold(start.node, fault) && fault.calledUs > startUs && fault.calledUs < untilUs,
  )
  const againMs = isStruckBeside ? longest.ownMs : 0
  return {
    band: { fromMs: 0, toMs: longest.toMs + stateAwayMs + againMs },
    basis: {
      kind: 'start',
      start,
      longest,
      ...(stateAwayMs > 0 && { stateAwayMs }),
      ...(againMs > 0 && { againMs }),
    },
  }
}

/** Whether a fault may end a node that starts, or take from it whom it waits for: etcd's leader, a quorum, the state. */
const mayHold = (node: NodeId, fault: FaultInstance): boolean =>
  fault.node === node || (!keepsServing(fault) && ['server', 'etcd', 'db'].includes(roleOf(fault.node)))

/** For how long from a moment on nobody answers who keeps the state, in ms. Who was healed counts as there. */
function awayMs(fromUs: number, faults: readonly FaultInstance[], topology: Setting['topology']): number {
  const isAway = (atUs: number) => stateAway({ on: momentAt(atUs, faults).on, returning: [] }, topology) !== undefined
  if (!isAway(fromUs)) return 0
  const backUs = changesOf(faults).find(atUs => atUs > fromUs && !isAway(atUs)) ?? fromUs
  return (backUs - fromUs) / 1000
}
