import type { Facts } from './facts.ts'
import type { Recorded } from './recorded.ts'
import { allButViolations, type Validity, type ValidityCheck } from './validity-check.ts'

/** What is said of the record itself. */
export interface RecordCheck {
  promise: { kind: 'record' }
  /** The problems are the reader's, in words: it quotes what it could not read. */
  reason: { kind: 'record'; problems: readonly string[] }
  seen: Recorded
}

/** The record has no holes: what rests on something not being in it, or on its times, is otherwise not known. */
export const recordWhole: ValidityCheck<RecordCheck> = { judge: judgeRecord, invalidates: allButViolations }

function judgeRecord({ history: { problems, harness, prober } }: Facts): Validity<RecordCheck>[] {
  const first = Math.min(harness[0]?.atUs ?? Number.POSITIVE_INFINITY, prober[0]?.atUs ?? Number.POSITIVE_INFINITY)
  const fromUs = Number.isFinite(first) ? first : 0
  const toUs = Math.max(harness.at(-1)?.atUs ?? 0, prober.at(-1)?.atUs ?? 0)
  return [
    {
      id: 'record',
      promise: { kind: 'record' },
      verdict: problems.length === 0 ? 'pass' : 'unknown',
      reason: { kind: 'record', problems },
      evidence: problems.map(text => ({ fromUs, toUs, seen: { kind: 'recorded', text } })),
    },
  ]
}
