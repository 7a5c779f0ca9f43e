import { predictRestarts } from '../prediction/predict-restarts.ts'
import { disagreementOf } from './disagreement.ts'
import type { Facts } from './facts.ts'
import type { Judgement } from './judgement.ts'
import { longestOutage } from './outage.ts'
import { theoryOf } from './theory.ts'

/** What the model gives for each series, beside what was measured, and which servers must end by design. */
export function predictionsOf(facts: Facts, unproven: readonly string[]): Judgement['predictions'] {
  const { strikes, setting } = facts
  return {
    series: facts.series.map(({ definition, failed, stalled }) => {
      const prediction = theoryOf(definition, facts)
      const longest = longestOutage([...stalled.outages, ...failed.outages])
      const disagreement = disagreementOf(longest, prediction, unproven)
      return {
        series: definition.id,
        ...prediction,
        measuredMs: longest === undefined ? 0 : (longest.toUs - longest.fromUs) / 1000,
        ...(disagreement === undefined ? {} : { disagreement }),
      }
    }),
    restarts: predictRestarts(strikes, setting).map(({ node, sinceMs, band, words }) => {
      const died = facts.history.harness.find(
        r => r.type === 'engine' && r.action === 'die' && r.node === node && r.atUs >= sinceMs * 1000,
      )
      return { node, band, words, ...(died ? { measuredMs: died.atUs / 1000 - sinceMs } : {}) }
    }),
  }
}
