import type { AnyCheck } from './any-check.ts'
import type { CheckResult, CheckShape } from './check-result.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** What a check of the record itself says of it. */
export interface Validity<Check extends CheckShape = AnyCheck> extends CheckResult<Check> {
  reason: Check['reason']
}

/** A check of the record itself: what is judged from a record that does not pass cannot all be believed. */
export interface ValidityCheck<Check extends CheckShape = AnyCheck> {
  judge: (facts: Facts) => Validity<Check>[]
  /** Whether a finding is not to be believed, for this reason of a result that is not `pass`. */
  invalidates: (finding: Finding, reason: AnyCheck['reason']) => boolean
}

/** No timing is believed, neither a good one nor a bad one. */
export const timings = ({ evidenceKind }: Finding): boolean => evidenceKind === 'timing'

/** What can be said no more when the fault was not shown: that the cluster held, and how long anything took. */
export const whatHeld = ({ evidenceKind, verdict }: Finding): boolean => evidenceKind === 'timing' || verdict === 'pass'

/** All but a violation that stands in the record. */
export const allButViolations = ({ evidenceKind, verdict }: Finding): boolean =>
  !(evidenceKind === 'presence' && verdict === 'fail')
