import type { Outcome, Sample } from '../history/records.ts'
import { badAt, stalledMs } from './bad-sample.ts'
import type { Facts } from './facts.ts'
import { none } from './measured.ts'
import { timings, type Validity, type ValidityCheck } from './validity-check.ts'

/** What is said of the time before the first fault. */
export interface BaselineCheck {
  promise: { kind: 'baseline' }
  reason:
    | { kind: 'no-steady-phase' }
    | { kind: 'no-sample-before' }
    | { kind: 'baseline'; samples: number; failed: number }
  seen: { kind: 'sample'; outcome: Outcome; detail?: string }
}

/** Of many samples that failed the evidence shows only the first. */
const shown = 5

/** Before the first fault nothing fails: what is broken already cannot be seen to hold. */
export const baseline: ValidityCheck<BaselineCheck> = { judge: judgeBaseline, invalidates: timings }

function judgeBaseline(facts: Facts): Validity<BaselineCheck>[] {
  const steady = facts.phases.of('steady')[0]
  const callUs = facts.faults[0]?.calledUs ?? Number.POSITIVE_INFINITY
  const head = { id: 'baseline', promise: { kind: 'baseline' }, limit: none } as const
  if (steady === undefined) return [{ ...head, verdict: 'unknown', reason: { kind: 'no-steady-phase' }, evidence: [] }]

  const toUs = Math.min(steady.toUs, callUs)
  let seen = 0
  const dirty: Sample[] = []
  for (const { definition } of facts.series) {
    const samples = facts.samples.get(definition.id)!
    const isBad = badAt(definition.deadlineMs, samples)
    for (const sample of samples) {
      if (sample.intendedUs < steady.fromUs || sample.intendedUs >= toUs || sample.outcome === 'void') continue
      seen++
      // What was only just under way when the fault struck failed by the fault; a blocked one waited for such a request.
      const ended = sample.endUs < toUs && sample.outcome !== 'blocked'
      const before = ended || sample.intendedUs < toUs - stalledMs * 1000
      if (before && isBad(sample)) dirty.push(sample)
    }
  }
  if (seen === 0) return [{ ...head, verdict: 'unknown', reason: { kind: 'no-sample-before' }, evidence: [] }]
  return [
    {
      ...head,
      verdict: dirty.length === 0 ? 'pass' : 'unknown',
      reason: { kind: 'baseline', samples: seen, failed: dirty.length },
      measured: { unit: 'count', value: dirty.length },
      evidence: dirty.slice(0, shown).map(({ intendedUs, endUs, series, n, outcome, detail }) => ({
        fromUs: intendedUs,
        toUs: endUs,
        seen: { kind: 'sample', outcome, ...(detail !== undefined && { detail }) },
        samples: { series, from: n, to: n },
      })),
    },
  ]
}
