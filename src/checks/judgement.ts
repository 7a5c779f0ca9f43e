import type { FaultInstance } from '../history/fault-instance.ts'
import type { FormationStep } from '../history/formation-stage.ts'
import type { NegativeControl } from '../history/manifest.ts'
import type { SeriesDefinition } from '../history/records.ts'
import type { StageKind } from '../prediction/stage-kind.ts'
import type { Band } from '../prediction/timers.ts'
import type { Cause } from './attribution/cause.ts'
import type { CheckResult } from './check-result.ts'
import type { Disagreement } from './disagreement.ts'
import type { StageDetail } from './stage-detail.ts'
import type { SeriesTheory } from './theory.ts'
import type { Verdict } from './verdict.ts'

/** From the send of the first bad sample to the completion of the first success sent at or after that moment. */
export interface Outage {
  fromUs: number
  toUs: number
  /** False when no success came before the record's end. */
  closed: boolean
  firstSample: number
  lastSample: number
  /** How many bad samples, by outcome. */
  outcomes: Record<string, number>
  /**
   * Parts of it with a name, each resting on an observed event, with what theory gives for it; what they leave over is
   * unexplained.
   */
  causes: Cause[]
  unexplainedUs: number
}

/** From the first bad sample to the last one that is followed by 2 s without any. */
export interface Episode {
  fromUs: number
  toUs: number
  bad: number
  total: number
  /** The longest run of bad samples in a row, in µs. */
  longestAllBadUs: number
}

/** What a series did over the whole run. */
export interface SeriesFacts {
  definition: SeriesDefinition
  samples: number
  byOutcome: Record<string, number>
  /** Share of successful samples among those that were not void, 0 to 1. */
  availability: number
  /** Latency of successes in ms, counted from the intended time. */
  latencyMs: { p50: number; p95: number; p99: number; max: number }
  /** From the first fault's call to the first success that was sent after it, in ms. */
  firstSuccessMs?: number
  /** Computed for t = the series' deadline. */
  failed: { outages: Outage[]; episodes: Episode[] }
  /** Computed for t = 250 ms. */
  stalled: { outages: Outage[]; episodes: Episode[] }
}

/** A moment of recovery, measured from the fault's begin (or, for rejoining, from the node's start). */
export interface RecoveryStage {
  /** The fault that it follows. */
  fault: string
  stage: StageKind
  atUs: number
  afterMs: number
  from: 'fault' | 'start'
  detail?: StageDetail
  /** What theory gives for this topology's settings, in ms as `afterMs`. */
  band?: Band
  /** How it misses that band. */
  disagreement?: Disagreement
}

/** What the model gives for a series after some faults, and what was measured. */
export interface PredictedSeries extends SeriesTheory {
  series: string
  /** Faults that overlap in time, by their ids; none where nothing was struck. */
  faults: string[]
  /** Its longest outage, stalled or failed, in ms. */
  measuredMs: number
  /** How they miss each other. */
  disagreement?: Disagreement
}

/** A server that must end by design, in ms after it could renew its lease no more; measured if it did. */
export interface ForeseenRestart {
  node: string
  band: Band
  /** For how long it goes without renewing a lease that it holds, in ms. */
  deadlineMs: number
  /** Whether it surely ends, or only may. */
  isSure: boolean
  measuredMs?: number
}

/** A history, judged. The same history gives the same judgement. */
export interface Judgement {
  verdict: Verdict
  /** Present where red was wanted: the verdict is then whether it was seen. */
  control?: NegativeControl | undefined
  checks: CheckResult[]
  /** In the order in which they were called. */
  faults: FaultInstance[]
  series: SeriesFacts[]
  /** Formation, in ms from its begin. */
  formation: FormationStep[]
  recovery: RecoveryStage[]
  predictions: { series: PredictedSeries[]; restarts: ForeseenRestart[] }
  /** How much of all outage time, stalled or failed, the causes account for; and how much of that only a busy host does. */
  explained: { outageUs: number; explainedUs: number; byHostUs: number }
}
