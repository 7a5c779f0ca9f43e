import { messageOf } from '../base/errors.ts'
import type { Validity } from './validity-check.ts'

/** What stands in the place of a check that threw: nothing it would have said is known. */
export interface ThrownCheck {
  promise: { kind: 'judged'; check: string }
  reason: { kind: 'check-threw'; check: string; error: string }
  seen: never
}

/**
 * The results of a check; of one that throws a single one that is unknown, so that the others stand.
 * @param check the beginning of its ids, and then its only one
 */
export function guarded<Result>(check: string, judge: () => Result[]): (Result | Validity<ThrownCheck>)[] {
  try {
    return judge()
  } catch (error) {
    const reason = { kind: 'check-threw', check, error: messageOf(error) } as const
    return [{ id: check, promise: { kind: 'judged', check }, verdict: 'unknown', reason, evidence: [] }]
  }
}
