import type { SeriesDefinition } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import { type Doubt, touchesTiming } from './doubt.ts'
import type { Facts } from './facts.ts'
import { type Interval, lengthUs } from './interval.ts'
import type { Evidence } from './verdict.ts'

/** Share of its promised samples that a series must have. */
const neededShare = 0.99

interface Count {
  series: string
  taken: number
  promised: number
  samples: Evidence['samples']
}

/** Every series took the samples it promised, from the steady phase until the settled cluster is read. */
export function sampleCount(facts: Facts): Doubt[] {
  const head = { id: 'samples', title: 'Every probe took the samples it promised', limit: '99 %' }
  const watched = facts.phases.span('steady', 'change', 'fault', 'hold', 'heal', 'settle')
  const promised = facts.history.manifest.series
  if (watched === undefined || facts.series.length === 0) {
    const reason = watched ? 'the prober recorded no series' : 'no phase was recorded in which samples were promised'
    return [{ result: { ...head, verdict: 'unknown', reason, evidence: [] }, touches: touchesTiming }]
  }
  const counts = promised.map(definition => countOf(definition, watched, facts))
  // A slow series has so few that one on the edge would be more than a hundredth.
  const short = counts.filter(({ taken, promised }) => taken < Math.min(promised - 1, promised * neededShare))
  const words = ({ series, taken, promised }: Count) => `${series} has ${taken} of ${promised} samples`
  const total = counts.reduce((sum, { taken }) => sum + taken, 0)
  const least = Math.min(1, ...counts.map(({ taken, promised }) => taken / Math.max(1, promised)))
  const touched = new Set(short.map(({ series }) => `outage/${series}`))
  // A write whose sample is missing leaves an object that looks like nobody's.
  if (promised.some(({ id, operation }) => operation === 'write' && touched.has(`outage/${id}`))) {
    touched.add('ledger/phantom')
  }
  return [
    {
      result: {
        ...head,
        verdict: short.length > 0 ? 'unknown' : 'pass',
        reason:
          short.length > 0
            ? short.map(words).join(', ')
            : `every series has at least 99 % of its samples, ${total} in all`,
        measured: `${(Math.floor(least * 1000) / 10).toFixed(1)} %`,
        evidence: short.map(count => ({ ...watched, text: words(count), samples: count.samples })),
      },
      touches: ({ id }) => touched.has(id),
    },
  ]
}

function countOf({ id, intervalMs }: SeriesDefinition, watched: Interval, { samples }: Facts): Count {
  const taken = (samples.get(id) ?? samplesOf([])).filter(
    ({ intendedUs }) => intendedUs >= watched.fromUs && intendedUs < watched.toUs,
  )
  const first = taken.at(0)
  return {
    series: id,
    taken: taken.length,
    promised: Math.floor(lengthUs(watched) / (intervalMs * 1000)),
    samples: first && { series: id, from: first.n, to: taken.at(-1)!.n },
  }
}
