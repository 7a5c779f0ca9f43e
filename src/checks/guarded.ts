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
  const { value, thrown } = attempted(check, judge, [])
  return [...value, ...thrown]
}

/** What is told beside the checks, or, where telling it throws, `otherwise` and a result that says so. */
export function attempted<Value>(
  check: string,
  tell: () => Value,
  otherwise: Value,
): { value: Value; thrown: Validity<ThrownCheck>[] } {
  try {
    return { value: tell(), thrown: [] }
  } catch (error) {
    const reason = { kind: 'check-threw', check, error: messageOf(error) } as const
    const promise = { kind: 'judged', check } as const
    return { value: otherwise, thrown: [{ id: check, promise, verdict: 'unknown', reason, evidence: [] }] }
  }
}
