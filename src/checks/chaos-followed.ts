import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** Why a fault was skipped is in the words of what skipped it, as the record has them. */
interface FaultSkipped {
  kind: 'fault-skipped'
  fault: string
  selector: string
  why: string
}

/** What is said of a schedule of faults. */
export interface ChaosCheck {
  promise: { kind: 'chaos' }
  reason: { kind: 'faults-acted'; acted: number; planned: number; skipped: FaultSkipped[] }
  seen: FaultSkipped
}

type Skipped = Extract<HarnessRecord, { type: 'skipped' }>

/** A schedule of faults was followed: how many of them acted, and why the others could not, which is no failure. */
export function chaosFollowed({ history: { harness } }: Facts): Finding<ChaosCheck>[] {
  const schedule = harness.find(record => record.type === 'schedule')
  if (schedule === undefined) return []
  const evidence = harness
    .filter((record): record is Skipped => record.type === 'skipped')
    .map(({ atUs, kind, selector, reason }) => {
      const seen: FaultSkipped = { kind: 'fault-skipped', fault: kind, selector, why: reason }
      return { fromUs: atUs, toUs: atUs, seen }
    })
  const planned = schedule.faults
  const acted = planned - evidence.length
  return [
    {
      id: 'chaos',
      promise: { kind: 'chaos' },
      evidenceKind: 'absence',
      verdict: acted === 0 ? 'unknown' : 'pass',
      reason: { kind: 'faults-acted', acted, planned, skipped: evidence.map(({ seen }) => seen) },
      measured: { unit: 'faults', value: acted, of: planned },
      evidence,
    },
  ]
}
