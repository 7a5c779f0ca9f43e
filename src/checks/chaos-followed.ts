import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

type Skipped = Extract<HarnessRecord, { type: 'skipped' }>

/** A schedule of faults was followed: how many of them acted, and why the others could not, which is no failure. */
export function chaosFollowed({ history: { harness } }: Facts): Finding[] {
  const schedule = harness.find(record => record.type === 'schedule')
  if (schedule === undefined) return []
  const skipped = harness.filter((record): record is Skipped => record.type === 'skipped')
  const planned = schedule.faults
  const acted = planned - skipped.length
  const why = skipped.map(({ kind, selector, reason }) => `${kind} of ${selector}: ${reason}`)
  return [
    {
      id: 'chaos',
      title: 'The schedule of faults was followed',
      ground: 'absence',
      verdict: acted === 0 ? 'unknown' : 'pass',
      reason: `${acted} of ${planned} faults acted${why.length === 0 ? '' : `; skipped: ${why.join('; ')}`}`,
      measured: `${acted} of ${planned}`,
      evidence: skipped.map(({ atUs }, index) => ({ fromUs: atUs, toUs: atUs, text: why[index]! })),
    },
  ]
}
