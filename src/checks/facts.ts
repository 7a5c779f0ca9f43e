import type { History } from '../history/history.ts'
import type { Sample } from '../history/records.ts'
import { balancerRetries } from './balancer-retry.ts'
import { type Election, electionsOf } from './election.ts'
import { type FaultStory, faultStories } from './fault-story.ts'
import type { SeriesFacts } from './judgement.ts'
import { gatherLedger, type LedgerFacts } from './ledger/ledger-facts.ts'
import { type Phases, phasesOf } from './phases.ts'
import { judgedSamples, seriesFacts } from './series-facts.ts'

/** What every check starts from: the history, and what follows from it without any limit. */
export interface Facts {
  history: History
  phases: Phases
  faults: FaultStory[]
  elections: Election[]
  series: SeriesFacts[]
  /** The samples on which `series` rests, by series id. */
  samples: Map<string, Sample[]>
  ledger: LedgerFacts
}

export function gatherFacts(history: History): Facts {
  const phases = phasesOf(history.harness)
  const faults = faultStories(history.harness)
  const elections = electionsOf(history, faults)
  const retries = balancerRetries(history.harness, history.manifest.topology.loadBalancer.preset)
  const samples = new Map(history.series.map(({ id }) => [id, judgedSamples(history, id, phases)]))
  // Only the balancer's own log explains its retries; a probe that goes around it never met them.
  const series = history.series.map(definition =>
    seriesFacts(definition, samples.get(definition.id)!, elections, definition.path === 'lb' ? retries : []),
  )
  return { history, phases, faults, elections, series, samples, ledger: gatherLedger(history) }
}
