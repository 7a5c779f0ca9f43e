import type { SeriesDefinition } from '../history/records.ts'
import { expectsElection } from '../prediction/election-of.ts'
import { needsState } from '../prediction/needs-state.ts'
import { predictSeries } from '../prediction/predict-series.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Stretch } from '../prediction/stretch.ts'
import type { Facts } from './facts.ts'
import { stretchesMet } from './stretches-met.ts'

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

/** What the model gives for a series in these stretches, with the elections that were seen then beside what it expects. */
export function theoryOf(definition: SeriesDefinition, facts: Facts, stretches: readonly Stretch[]): SeriesTheory {
  const { setting, elections } = facts
  const strikes = stretches.flatMap(stretch => stretch.strikes)
  const prediction = predictSeries(definition, strikes, setting)
  if (setting.etcd === undefined || !needsState(definition.operation) || definition.path === 'in-cluster')
    return prediction
  const seen = elections
    .filter(election => {
      // With one fault at most there is no doubt to which an election belongs.
      if (facts.stretches.length <= 1) return true
      return stretchesMet(election, facts.stretches).some(stretch => stretches.includes(stretch))
    })
    .map(({ fromTerm, toTerm, termsElapsed }) => ({ fromTerm, toTerm, termsElapsed }))
  return { ...prediction, elections: { expected: expectsElection(strikes, setting.topology), seen } }
}
