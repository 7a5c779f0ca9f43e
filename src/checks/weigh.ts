import type { CheckResult } from './check-result.ts'
import type { Finding } from './finding.ts'
import type { Validity, ValidityCheck } from './validity-check.ts'

/** What a check of the record says of it, and which findings that undoes if it is not `pass`. */
export interface Weight extends Pick<ValidityCheck, 'invalidates'> {
  validity: Validity
}

/** The finding as a result: `unknown` where the record does not carry it, and saying what was seen all the same. */
export function weigh({ evidenceKind, ...result }: Finding, weights: readonly Weight[]): CheckResult {
  const doubt = weights.find(
    ({ validity, invalidates }) =>
      validity.verdict !== 'pass' && invalidates({ evidenceKind, ...result }, validity.reason),
  )
  if (doubt === undefined || result.verdict === 'unknown') return result
  const reason = { kind: 'not-relied-on', because: doubt.validity.reason, seen: result.reason } as const
  return { ...result, verdict: 'unknown', reason }
}
