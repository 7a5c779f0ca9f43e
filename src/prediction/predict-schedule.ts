import type { FaultInstance } from '../history/fault-instance.ts'
import type { ScheduleBasis } from './basis.ts'
import { electionOf } from './election-of.ts'
import { momentAt, stateAway } from './moment.ts'
import { takeoverBand } from './predict-stage.ts'
import type { Setting } from './setting.ts'
import { type Band, electionBand, podStartMs } from './timers.ts'

const schedulerLease = 'kube-scheduler'

/** What theory gives for a new pod: from its creation until it runs, in ms, if it does. */
export interface SchedulePrediction {
  band?: Band
  basis: ScheduleBasis
}

/** A pod that is created at a moment runs when a scheduler has the lease, and etcd a leader. */
export function predictSchedule(
  createdUs: number,
  faults: readonly FaultInstance[],
  setting: Setting,
): SchedulePrediction {
  const usual = { fromMs: 0, toMs: podStartMs }
  const before = faults.filter(({ calledUs }) => calledUs <= createdUs)
  const moment = momentAt(createdUs, faults)
  if (stateAway(moment, setting.topology) !== undefined) return { basis: { kind: 'state-away' } }
  if (moment.on.some(({ effect }) => effect.does === 'degrade')) return { basis: { kind: 'no-theory' } }
  const last = before.findLast(({ holders }) => Object.keys(holders).length > 0)
  if (last === undefined)
    return faults.length === 0
      ? { band: usual, basis: { kind: 'scheduler-kept' } }
      : { basis: { kind: 'scheduler-unknown' } }
  const hit = before.findLast(({ node, holders }) => holders[schedulerLease] === node)
  const moves = hit && takeoverBand(schedulerLease, hit, momentAt(hit.calledUs, faults).on, setting)
  if (hit !== undefined && moves !== undefined) {
    const sinceMs = (createdUs - hit.calledUs) / 1000
    return {
      band: { fromMs: Math.max(0, moves.fromMs - sinceMs), toMs: Math.max(0, moves.toMs - sinceMs) + podStartMs },
      basis: { kind: 'scheduler-moves', band: moves },
    }
  }
  const electing = before.findLast(fault => electionOf(fault, momentAt(fault.calledUs, faults).on, setting.topology))
  const waitsMs =
    electing && setting.etcd ? (electing.calledUs - createdUs) / 1000 + electionBand(setting.etcd).toMs : 0
  return {
    band: { fromMs: 0, toMs: Math.max(0, waitsMs) + podStartMs },
    basis: { kind: 'scheduler-elsewhere' },
  }
}
