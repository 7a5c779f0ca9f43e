import type { Samples } from '../history/samples.ts'
import type { SeriesFacts } from './judgement.ts'
import { nearestRank } from './nearest-rank.ts'
import { timesOf } from './times-of.ts'

/** How many samples ended how, the share of successes among those that were not void, and how long successes took. */
export function availabilityOf(
  samples: Samples,
): Pick<SeriesFacts, 'samples' | 'byOutcome' | 'availability' | 'latencyMs'> {
  const byOutcome: Record<string, number> = {}
  for (const { outcome } of samples) byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1
  const counted = samples.length - (byOutcome.void ?? 0)
  const latenciesUs = timesOf(samples, ({ outcome, endUs, intendedUs }) =>
    outcome === 'ok' ? endUs - intendedUs : undefined,
  ).sort()
  return {
    samples: samples.length,
    byOutcome: Object.fromEntries(Object.entries(byOutcome).sort(([a], [b]) => (a < b ? -1 : 1))),
    availability: counted === 0 ? 0 : Math.round(((byOutcome.ok ?? 0) / counted) * 1e6) / 1e6,
    latencyMs: {
      p50: percentileMs(latenciesUs, 0.5),
      p95: percentileMs(latenciesUs, 0.95),
      p99: percentileMs(latenciesUs, 0.99),
      max: percentileMs(latenciesUs, 1),
    },
  }
}

/** A percentile in ms to the tenth; 0 of none. */
const percentileMs = (sortedUs: ArrayLike<number>, share: number): number =>
  Math.round((nearestRank(sortedUs, share) ?? 0) / 100) / 10
