import type { Sample } from '../history/records.ts'
import { badAt, stalledMs } from './bad-sample.ts'
import { type Doubt, touchesTiming } from './doubt.ts'
import type { Facts } from './facts.ts'
import type { Evidence } from './verdict.ts'

/** Before the first fault nothing fails: what is broken already cannot be seen to hold. */
export function baseline(facts: Facts): Doubt[] {
  const steady = facts.phases.of('steady')[0]
  const callUs = facts.faults[0]?.calledUs ?? Number.POSITIVE_INFINITY
  const head = { id: 'baseline', title: 'Before the fault nothing failed', limit: '0' }
  const unknown = (reason: string, evidence: Evidence[] = []): Doubt[] => [
    { result: { ...head, verdict: 'unknown', reason, evidence }, touches: touchesTiming },
  ]
  if (steady === undefined) return unknown('no steady phase was recorded before the fault')

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
  if (seen === 0) return unknown('no sample was taken before the fault')
  if (dirty.length === 0) {
    const reason = `none of ${seen} samples before the fault failed`
    return [{ result: { ...head, verdict: 'pass', reason, measured: '0', evidence: [] }, touches: touchesTiming }]
  }
  const evidence = dirty.slice(0, 5).map(({ intendedUs, endUs, series, n, outcome, detail }) => ({
    fromUs: intendedUs,
    toUs: endUs,
    text: detail === undefined ? outcome : `${outcome}: ${detail}`,
    samples: { series, from: n, to: n },
  }))
  const doubts = unknown(`${dirty.length} of ${seen} samples failed before the fault`, evidence)
  doubts[0]!.result.measured = `${dirty.length}`
  return doubts
}
