import type { Operation, SeriesDefinition } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import type { AnyCheck } from './any-check.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { type Interval, lengthUs } from './interval.ts'
import { timings, type Validity, type ValidityCheck } from './validity-check.ts'

interface Count {
  kind: 'samples-taken'
  series: string
  operation: Operation
  taken: number
  promised: number
}

/** What is said of the number of samples. */
export interface SamplesCheck {
  promise: { kind: 'samples' }
  reason:
    | { kind: 'no-series' }
    | { kind: 'no-watched-phase' }
    | { kind: 'samples-missing'; short: Count[] }
    | { kind: 'samples-complete'; total: number; neededShare: number }
  seen: Count
}

/** Share of its promised samples that a series must have. */
const neededShare = 0.99

/** Every series took the samples it promised, from the steady phase until the settled cluster is read. */
export const sampleCount: ValidityCheck<SamplesCheck> = { judge: judgeSamples, invalidates: restsOnSamples }

/** What rests on a series that is short, where it is known which are; else no timing is believed. */
function restsOnSamples(finding: Finding, reason: AnyCheck['reason']): boolean {
  const { promise } = finding
  if (reason.kind === 'check-threw') return timings(finding) || promise.kind === 'ledger/phantom'
  if (reason.kind !== 'samples-missing') return timings(finding)
  if (promise.kind === 'outage') return reason.short.some(({ series }) => series === promise.series)
  // A write whose sample is missing leaves an object that looks like nobody's.
  return promise.kind === 'ledger/phantom' && reason.short.some(({ operation }) => operation === 'write')
}

function judgeSamples(facts: Facts): Validity<SamplesCheck>[] {
  const limit = { unit: 'share', value: neededShare } as const
  const head = { id: 'samples', promise: { kind: 'samples' }, limit } as const
  const watched = facts.phases.span('steady', 'change', 'fault', 'hold', 'heal', 'settle')
  if (watched === undefined || facts.series.length === 0) {
    const reason = { kind: watched ? 'no-series' : 'no-watched-phase' } as const
    return [{ ...head, verdict: 'unknown', reason, evidence: [] }]
  }
  const counts = facts.history.manifest.series.map(definition => countOf(definition, watched, facts))
  // A slow series has so few that one on the edge would be more than a hundredth.
  const short = counts.filter(({ seen: { taken, promised } }) => taken < Math.min(promised - 1, promised * neededShare))
  const total = counts.reduce((sum, { seen }) => sum + seen.taken, 0)
  const least = Math.min(1, ...counts.map(({ seen: { taken, promised } }) => taken / Math.max(1, promised)))
  return [
    {
      ...head,
      verdict: short.length > 0 ? 'unknown' : 'pass',
      reason:
        short.length > 0
          ? { kind: 'samples-missing', short: short.map(({ seen }) => seen) }
          : { kind: 'samples-complete', total, neededShare },
      // Rounded down: what is not quite whole does not read as whole.
      measured: { unit: 'share', value: Math.floor(least * 1000) / 1000 },
      evidence: short,
    },
  ]
}

function countOf({ id, operation, intervalMs }: SeriesDefinition, watched: Interval, { samples }: Facts) {
  const taken = (samples.get(id) ?? samplesOf([])).filter(
    ({ intendedUs }) => intendedUs >= watched.fromUs && intendedUs < watched.toUs,
  )
  const first = taken.at(0)
  const promised = Math.floor(lengthUs(watched) / (intervalMs * 1000))
  return {
    ...watched,
    seen: { kind: 'samples-taken', series: id, operation, taken: taken.length, promised },
    samples: first && { series: id, from: first.n, to: taken.at(-1)!.n },
  } as const
}
