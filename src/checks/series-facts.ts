import type { History } from '../history/history.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { type Samples, samplesOf } from '../history/samples.ts'
import { explain } from './attribution.ts'
import { availabilityOf } from './availability.ts'
import { stalledMs } from './bad-sample.ts'
import type { Retry } from './balancer-retry.ts'
import type { Election } from './election.ts'
import { episodesOf } from './episode.ts'
import type { SeriesFacts } from './judgement.ts'
import { outagesOf } from './outage.ts'
import type { Phases } from './phases.ts'

/** The samples that a verdict may rest on: not those of formation, nor of the control that plants its own outage. */
export function judgedSamples(history: History, series: string, phases: Phases): Samples {
  const outside = [...phases.of('form'), ...phases.of('control')]
  const all = history.samples.get(series) ?? samplesOf([])
  return all.filter(({ intendedUs }) => !outside.some(({ fromUs, toUs }) => intendedUs >= fromUs && intendedUs < toUs))
}

/** What one series did over the run: counts, latency, and every outage and episode, explained as far as events go. */
export function seriesFacts(
  definition: SeriesDefinition,
  samples: Samples,
  elections: readonly Election[],
  retries: readonly Retry[],
): SeriesFacts {
  const at = (limitMs: number) => ({
    outages: outagesOf(samples, limitMs).map(outage => explain(outage, definition.operation, elections, retries)),
    episodes: episodesOf(samples, limitMs, definition.intervalMs),
  })
  return { definition, ...availabilityOf(samples), failed: at(definition.deadlineMs), stalled: at(stalledMs) }
}
