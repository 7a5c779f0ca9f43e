import type { SeriesDefinition } from '../history/records.ts'
import { expectsElection } from '../prediction/election-of.ts'
import type { FaultWindow } from '../prediction/fault-window.ts'
import { needsState } from '../prediction/needs-state.ts'
import { predictSeries } from '../prediction/predict-series.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Facts } from './facts.ts'
import { overlappingFaultWindows } from './overlapping-fault-windows.ts'

/** The elections that were seen, and whether theory expects any. */
export interface SeenElections {
  expected: boolean
  seen: { fromTerm: string; toTerm: string; termsElapsed: number }[]
}

/** What the model gives for a series, beside what was seen of what it rests on. */
export interface SeriesTheory extends Prediction {
  /** Absent where no client waits for etcd. */
  elections?: SeenElections
}

/** What the model gives for a series in these windows of faults, with the elections that were seen then beside what it expects. */
export function theoryOf(definition: SeriesDefinition, facts: Facts, windows: readonly FaultWindow[]): SeriesTheory {
  const { setting, elections } = facts
  const faults = windows.flatMap(window => window.faults)
  const prediction = predictSeries(definition, faults, setting)
  if (setting.etcd === undefined || !needsState(definition.operation) || definition.path === 'in-cluster')
    return prediction
  const seen = elections
    .filter(election => {
      // With one fault at most there is no doubt to which an election belongs.
      if (facts.faultWindows.length <= 1) return true
      return overlappingFaultWindows(election, facts.faultWindows).some(window => windows.includes(window))
    })
    .map(({ fromTerm, toTerm, termsElapsed }) => ({ fromTerm, toTerm, termsElapsed }))
  return { ...prediction, elections: { expected: expectsElection(faults, setting.topology), seen } }
}
