import type { FailoverPrediction } from '../prediction/predict-failover.ts'
import type { SchedulePrediction } from '../prediction/predict-schedule.ts'
import type { Outage } from './judgement.ts'
import type { SeriesTheory } from './theory.ts'

export const verdicts = ['pass', 'unknown', 'fail'] as const
export type Verdict = (typeof verdicts)[number]

/** Worst wins: fail, then unknown, then pass. Nothing judged at all is unknown. */
export const worst = (all: readonly Verdict[]): Verdict =>
  all.length === 0 ? 'unknown' : verdicts[Math.max(...all.map(verdict => verdicts.indexOf(verdict)))]!

/** Where in the record a reader finds what a verdict rests on. */
export interface Evidence {
  fromUs: number
  toUs: number
  text: string
  /** An outage, of which the report makes the text. */
  outage?: Outage
  /** Samples of one series, first and last number. */
  samples?: { series: string; from: number; to: number } | undefined
}

/** What theory gives for what a check measures. */
export type Theory = SeriesTheory | SchedulePrediction | FailoverPrediction

/** One promise, judged. */
export interface CheckResult {
  /** Stable and unique within a run: `outage/lb/write/new`. */
  id: string
  /** The promise as a sentence, for people. */
  title: string
  verdict: Verdict
  /** Why, in one sentence. */
  reason: string
  /** As measured, for people: `7.12 s`. */
  measured?: string | undefined
  /** What the scenario allows. */
  limit?: string | undefined
  /** What theory gives for this topology's settings, and the event that it rests on. */
  theory?: Theory | undefined
  evidence: Evidence[]
}
