import { electionOf } from './election-of.ts'
import { momentAt, stateAway } from './moment.ts'
import { takeoverBand } from './predict-stage.ts'
import type { Setting, Strike } from './strike.ts'
import { type Band, electionBand, podStartMs } from './timers.ts'

/** What theory gives for a new pod: from its creation until it runs, in ms, if it does. */
export interface SchedulePrediction {
  band?: Band
  words: string
}

/** A pod that is created at a moment runs when a scheduler has the lease, and etcd a leader. */
export function predictSchedule(createdMs: number, strikes: readonly Strike[], setting: Setting): SchedulePrediction {
  const usual = { fromMs: 0, toMs: podStartMs }
  const before = strikes.filter(({ atMs }) => atMs <= createdMs)
  const moment = momentAt(createdMs, strikes)
  if (stateAway(moment, setting.topology) !== undefined) return { words: 'no prediction: nobody can be asked' }
  if (moment.on.some(({ effect }) => effect.does === 'hinder')) return { words: 'no prediction' }
  const last = before.findLast(({ holders }) => holders.size > 0)
  if (last === undefined)
    return strikes.length === 0
      ? { band: usual, words: 'about 1 s' }
      : { words: 'about 1 s once a scheduler has the lease' }
  const hit = before.findLast(({ node, holders }) => holders.get('kube-scheduler') === node)
  if (hit !== undefined) {
    const { fromMs, toMs } = takeoverBand(hit, momentAt(hit.atMs, strikes).on, setting)
    const sinceMs = createdMs - hit.atMs
    return {
      band: { fromMs: Math.max(0, fromMs - sinceMs), toMs: Math.max(0, toMs - sinceMs) + podStartMs },
      words: `the lease of the scheduler moves ${fromMs / 1000}–${toMs / 1000} s after the fault, then about 1 s`,
    }
  }
  const electing = before.findLast(strike => electionOf(strike, momentAt(strike.atMs, strikes).on, setting.topology))
  const electedMs = electing && setting.etcd ? electing.atMs + electionBand(setting.etcd).toMs : createdMs
  return {
    band: { fromMs: 0, toMs: Math.max(0, electedMs - createdMs) + podStartMs },
    words: 'about 1 s: the lease of the scheduler was elsewhere',
  }
}
