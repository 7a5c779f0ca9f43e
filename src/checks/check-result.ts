import type { FailoverPrediction } from '../prediction/predict-failover.ts'
import type { SchedulePrediction } from '../prediction/predict-schedule.ts'
import type { StartPrediction } from '../prediction/predict-start.ts'
import type { AnyCheck } from './any-check.ts'
import type { Limit, Measured } from './measured.ts'
import type { NotReliedOn } from './not-relied-on.ts'
import type { OwnTimersNote } from './own-timers/own-timers-note.ts'
import type { SeriesTheory } from './theory.ts'
import type { Verdict } from './verdict.ts'

/** What checks of one kind may say, all of it data with a literal kind: `report` alone makes words of it. */
export interface CheckShape {
  /** What is promised, with its parameters. */
  promise: { kind: string }
  /** Why the verdict is what it is. */
  reason: { kind: string }
  /** What its evidence shows; `never` where it has none. */
  seen: { kind: string }
}

/** What theory gives for what a check measures, and what it rests on. */
export type Theory = SeriesTheory | SchedulePrediction | FailoverPrediction | StartPrediction

/** Where in the record a reader finds what a verdict rests on, and what is there. */
export interface Evidence<Seen = AnyCheck['seen']> {
  fromUs: number
  toUs: number
  seen: Seen
  /** Samples of one series, first and last number. */
  samples?: { series: string; from: number; to: number } | undefined
}

/** One promise, judged. */
export interface CheckResult<Check extends CheckShape = AnyCheck> {
  /** Stable and unique within a run: `outage/lb/write/new`. */
  id: string
  promise: Check['promise']
  verdict: Verdict
  reason: Check['reason'] | NotReliedOn
  measured?: Measured | undefined
  /** What the scenario allows, or the model where the scenario leaves it to that. */
  limit?: Limit | undefined
  /** For this topology's settings. */
  theory?: Theory | undefined
  evidence: Evidence<Check['seen']>[]
  /** Absent where the verdict would be the same, nobody can say, or the cluster ran by these timers. */
  underOwnTimers?: OwnTimersNote
}
