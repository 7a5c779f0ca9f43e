import { formatUs } from '../base/duration.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { aftermathMs } from '../prediction/timers.ts'
import type { Facts } from './facts.ts'
import { untilRejoined } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'

/**
 * Under a schedule of faults nothing begins to fail but where one of them is on, or what it took away is not yet back: each
 * outage is held against what was injected. How long it may last is a matter of its limits.
 */
export function outagesProvoked(facts: Facts): Finding[] {
  if (!facts.history.harness.some(({ type }) => type === 'schedule')) return []
  const head = { id: 'chaos/provoked', title: 'Every outage had a fault before it', limit: '0' }
  const spans = facts.faults.map(spanOf)
  const outages = facts.series.flatMap(({ definition, failed }) =>
    failed.outages.map(outage => ({ series: definition.id, outage })),
  )
  const unprovoked = outages.filter(
    ({ series, outage }) => !spans.some(span => overlap(span, beginOf(series, outage, facts))),
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
  const reason = `${evidence.length} outages began with no fault near them, the longest: ${longest.text}`
  return [{ ...head, ground: 'timing', verdict: 'fail', reason, measured: `${evidence.length}`, evidence }]
}

/** From an outage's begin until its first attempt had failed: one that was under way when the fault struck began before it. */
function beginOf(series: string, { fromUs, firstSample }: Outage, { samples }: Facts): Interval {
  const first = Iterator.from(samples.get(series)!).find(({ n }) => n === firstSample)!
  return { fromUs, toUs: Math.max(fromUs + 1, first.endUs) }
}

/** From a fault's call until its victim was back, and what may follow by design was over. */
function spanOf(fault: FaultInstance): Interval {
  const { toUs } = untilRejoined(fault)
  return { fromUs: fault.calledUs, toUs: Math.max(toUs, (fault.healedUs ?? toUs) + aftermathMs * 1000) }
}
