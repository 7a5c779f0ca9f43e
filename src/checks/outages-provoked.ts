import { formatUs } from '../base/duration.ts'
import { aftermathMs } from '../prediction/timers.ts'
import type { Facts } from './facts.ts'
import type { FaultStory } from './fault-story.ts'
import type { Finding } from './finding.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'
import { lackOf } from './lack.ts'

/**
 * Under a schedule of faults nothing fails but where one of them is on, or what it took away is not yet back: each outage
 * is held against what was injected.
 */
export function outagesProvoked(facts: Facts): Finding[] {
  if (!facts.history.harness.some(({ type }) => type === 'schedule')) return []
  const head = { id: 'chaos/provoked', title: 'Every outage had a fault before it', limit: '0' }
  const spans = facts.faults.map(fault => spanOf(fault, facts))
  const outages = facts.series.flatMap(({ definition, failed }) =>
    failed.outages.map(outage => ({ series: definition.id, outage })),
  )
  const unprovoked = outages.filter(
    ({ series, outage }) => !spans.some(span => overlap(span, whole(series, outage, facts))),
  )
  if (unprovoked.length === 0) {
    const reason = `each of ${outages.length} outages began with a fault, or before its victim was back`
    return [{ ...head, ground: 'timing', verdict: 'pass', reason, measured: '0', evidence: [] }]
  }
  const evidence = unprovoked.map(({ series, outage: { fromUs, toUs, firstSample, lastSample } }) => ({
    fromUs,
    toUs,
    text: `${series} out for ${formatUs(toUs - fromUs)}`,
    samples: { series, from: firstSample, to: lastSample },
  }))
  const longest = evidence.toSorted((a, b) => lengthUs(b) - lengthUs(a))[0]!
  const reason = `${evidence.length} outages came with no fault near them, the longest: ${longest.text}`
  return [{ ...head, ground: 'timing', verdict: 'fail', reason, measured: `${evidence.length}`, evidence }]
}

/** An outage until its last attempt had failed: a request that was under way when the fault struck began before it. */
function whole(series: string, { fromUs, toUs, firstSample, lastSample }: Outage, { samples }: Facts): Interval {
  let lastUs = toUs
  for (const { n, endUs } of samples.get(series)!)
    if (n >= firstSample && n <= lastSample) lastUs = Math.max(lastUs, endUs)
  return { fromUs, toUs: lastUs }
}

/** From a fault's call until its victim was back, and what may follow by design was over. */
function spanOf(fault: FaultStory, facts: Facts): Interval {
  const { toUs } = lackOf(fault, facts)
  return { fromUs: fault.call.atUs, toUs: Math.max(toUs, (fault.healedUs ?? toUs) + aftermathMs * 1000) }
}
