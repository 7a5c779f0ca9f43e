import type { SeriesDefinition } from '../history/records.ts'
import { needsState } from '../prediction/needs-state.ts'
import { predictSeries } from '../prediction/predict-series.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Election } from './election.ts'
import type { Facts } from './facts.ts'

/** What the model gives for a series of this run, with the elections that were seen beside what it expects. */
export function theoryOf(definition: SeriesDefinition, { strikes, setting, elections }: Facts): Prediction {
  const prediction = predictSeries(definition, strikes, setting)
  if (setting.etcd === undefined || !needsState(definition.operation) || definition.path === 'in-cluster')
    return prediction
  const seen = elections.map(termWords).join(', ')
  const isExpected = /election|leadership/.test(prediction.words)
  const aside = isExpected ? (seen === '' ? 'none was seen' : `here ${seen}`) : seen === '' ? '' : `yet ${seen}`
  return aside === '' ? prediction : { ...prediction, words: `${prediction.words}, ${aside}` }
}

const termWords = ({ fromTerm, toTerm, rounds }: Election): string =>
  `term ${fromTerm} → ${toTerm}${rounds > 1 ? ` (${rounds} rounds)` : ''}`
