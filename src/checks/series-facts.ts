import type { History } from '../history/history.ts'
import type { Sample, SeriesDefinition } from '../history/records.ts'
import { type Samples, samplesOf } from '../history/samples.ts'
import { explain } from './attribution/explain.ts'
import type { Observations } from './attribution/observations.ts'
import { availabilityOf } from './availability.ts'
import { badAt, momentUs, stalledMs } from './bad-sample.ts'
import { episodesOf } from './episode.ts'
import { firstAtOrAfter } from './first-at-or-after.ts'
import { firstSuccessMs } from './first-success.ts'
import type { SeriesFacts } from './judgement.ts'
import { outagesOf } from './outage.ts'
import type { Phases } from './phases.ts'

/** The samples that a verdict may rest on: not those of formation, nor of the control that plants its own outage. */
export function judgedSamples(history: History, series: string, phases: Phases): Samples {
  const outside = [...phases.of('form'), ...phases.of('control')]
  const all = history.samples.get(series) ?? samplesOf([])
  if (outside.length === 0) return all
  return all.filter(({ intendedUs }) => !outside.some(({ fromUs, toUs }) => intendedUs >= fromUs && intendedUs < toUs))
}

/** What one series did over the run: counts, latency, and every outage and episode, explained as far as events go. */
export function seriesFacts(
  definition: SeriesDefinition,
  samples: Samples,
  observed: Omit<Observations, 'connectedSince'>,
  faultUs: number | undefined,
): SeriesFacts {
  const keeps = definition.connection !== 'new' && observed.retransmissions.length > 0
  const own = { ...observed, connectedSince: connectedSince(keeps ? samples : []) }
  const at = (limitMs: number) => {
    const bad = [...samples.filter(badAt(limitMs, samples)).sortedBy(momentUs)]
    const badFrom = (us: number) => firstAtOrAfter(us, bad, momentUs)
    const found = outagesOf(samples, limitMs)
    const ends = new Set(found.map(({ toUs }) => toUs))
    const closing = [...samples.filter(({ outcome, endUs }) => outcome === 'ok' && ends.has(endUs))]
    const outages = found.map(outage => {
      const within = bad.slice(badFrom(outage.fromUs), badFrom(outage.toUs))
      const success = closing.find(({ endUs }) => endUs === outage.toUs)
      return explain(outage, within, success, definition, own)
    })
    return { outages, episodes: episodesOf(samples, limitMs, definition.intervalMs) }
  }
  const firstMs = faultUs === undefined ? undefined : firstSuccessMs(samples, faultUs)
  return {
    definition,
    ...availabilityOf(samples),
    ...(firstMs === undefined ? {} : { firstSuccessMs: firstMs }),
    failed: at(definition.deadlineMs),
    stalled: at(stalledMs),
  }
}

/** @param kept samples on kept connections: where each attempt takes a port of its own, ports come round again */
function connectedSince(kept: Iterable<Sample>): Observations['connectedSince'] {
  const since = new Map<number, number>()
  for (const { localPort, sentUs } of kept)
    if (localPort !== undefined && sentUs !== undefined && !since.has(localPort)) since.set(localPort, sentUs)
  return port => since.get(port)
}
