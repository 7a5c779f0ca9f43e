import type { FaultInstance } from '../history/fault-instance.ts'
import { aftermathMs } from '../prediction/timers.ts'
import type { Facts } from './facts.ts'
import { untilRejoined } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { type Interval, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'
import { none } from './measured.ts'

interface SeriesOut {
  kind: 'series-out'
  series: string
  lengthUs: number
}

/** What is said of outages under a schedule of faults. */
export interface ProvokedCheck {
  promise: { kind: 'chaos/provoked' }
  reason:
    | { kind: 'outages-provoked'; outages: number }
    | { kind: 'outages-unprovoked'; count: number; longest: SeriesOut }
  seen: SeriesOut
}

/**
 * Under a schedule of faults nothing begins to fail but where one of them is on, or what it took away is not yet back: each
 * outage is held against what was injected. How long it may last is a matter of its limits.
 */
export function outagesProvoked(facts: Facts): Finding<ProvokedCheck>[] {
  if (!facts.history.harness.some(({ type }) => type === 'schedule')) return []
  const id = 'chaos/provoked'
  const head = { id, promise: { kind: id }, evidenceKind: 'timing', limit: none } as const
  const spans = facts.faults.map(spanOf)
  const outages = facts.series.flatMap(({ definition, failed }) =>
    failed.outages.map(outage => ({ series: definition.id, outage })),
  )
  const unprovoked = outages.filter(
    ({ series, outage }) => !spans.some(span => overlap(span, beginOf(series, outage, facts))),
  )
  const evidence = unprovoked.map(({ series, outage: { fromUs, toUs, firstSample, lastSample } }) => ({
    fromUs,
    toUs,
    seen: { kind: 'series-out', series, lengthUs: toUs - fromUs } as const,
    samples: { series, from: firstSample, to: lastSample },
  }))
  const measured = { unit: 'count', value: evidence.length } as const
  const [longest] = evidence.map(({ seen }) => seen).toSorted((a, b) => b.lengthUs - a.lengthUs)
  if (longest === undefined) {
    const reason = { kind: 'outages-provoked', outages: outages.length } as const
    return [{ ...head, verdict: 'pass', reason, measured, evidence }]
  }
  const reason = { kind: 'outages-unprovoked', count: evidence.length, longest } as const
  return [{ ...head, verdict: 'fail', reason, measured, evidence }]
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
