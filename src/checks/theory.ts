import type { SeriesDefinition } from '../history/records.ts'
import { expectsElection } from '../prediction/election-of.ts'
import { needsState } from '../prediction/needs-state.ts'
import { predictSeries } from '../prediction/predict-series.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Stretch } from '../prediction/stretch.ts'
import type { Election } from './election.ts'
import type { Facts } from './facts.ts'
import { stretchesMet } from './stretches-met.ts'

/** What the model gives for a series in these stretches, with the elections that were seen then beside what it expects. */
export function theoryOf(definition: SeriesDefinition, facts: Facts, stretches: readonly Stretch[]): Prediction {
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
    .map(termWords)
    .join(', ')
  const isNamed = /election|leadership/.test(prediction.words)
  const aside =
    seen === ''
      ? isNamed
        ? 'none was seen'
        : ''
      : `${expectsElection(strikes, setting.topology) ? 'here' : 'yet'} ${seen}`
  return aside === '' ? prediction : { ...prediction, words: `${prediction.words}, ${aside}` }
}

const termWords = ({ fromTerm, toTerm, termsElapsed }: Election): string =>
  `term ${fromTerm} → ${toTerm}${termsElapsed > 1 ? ` (${termsElapsed} rounds)` : ''}`
