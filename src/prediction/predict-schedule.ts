import type { ScheduleBasis } from './basis.ts'
import { electionOf } from './election-of.ts'
import { momentAt, stateAway } from './moment.ts'
import { takeoverBand } from './predict-stage.ts'
import type { Setting, Strike } from './strike.ts'
import { type Band, electionBand, podStartMs } from './timers.ts'

/** What theory gives for a new pod: from its creation until it runs, in ms, if it does. */
export interface SchedulePrediction {
  band?: Band
  basis: ScheduleBasis
}

/** A pod that is created at a moment runs when a scheduler has the lease, and etcd a leader. */
export function predictSchedule(createdMs: number, strikes: readonly Strike[], setting: Setting): SchedulePrediction {
  const usual = { fromMs: 0, toMs: podStartMs }
  const before = strikes.filter(({ atMs }) => atMs <= createdMs)
  const moment = momentAt(createdMs, strikes)
  if (stateAway(moment, setting.topology) !== undefined) return { basis: { kind: 'state-away' } }
  if (moment.on.some(({ effect }) => effect.does === 'hinder')) return { basis: { kind: 'no-theory' } }
  const last = before.findLast(({ holders }) => holders.size > 0)
  if (last === undefined)
    return strikes.length === 0
      ? { band: usual, basis: { kind: 'scheduler-kept' } }
      : { basis: { kind: 'scheduler-unknown' } }
  const hit = before.findLast(({ node, holders }) => holders.get('kube-scheduler') === node)
  if (hit !== undefined) {
    const moves = takeoverBand(hit, momentAt(hit.atMs, strikes).on, setting)
    const sinceMs = createdMs - hit.atMs
    return {
      band: { fromMs: Math.max(0, moves.fromMs - sinceMs), toMs: Math.max(0, moves.toMs - sinceMs) + podStartMs },
      basis: { kind: 'scheduler-moves', band: moves },
    }
  }
  const electing = before.findLast(strike => electionOf(strike, momentAt(strike.atMs, strikes).on, setting.topology))
  const electedMs = electing && setting.etcd ? electing.atMs + electionBand(setting.etcd).toMs : createdMs
  return {
    band: { fromMs: 0, toMs: Math.max(0, electedMs - createdMs) + podStartMs },
    basis: { kind: 'scheduler-elsewhere' },
  }
}
