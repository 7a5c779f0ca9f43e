import type { AnyCheck } from './any-check.ts'
import type { CheckResult, CheckShape } from './check-result.ts'

/**
 * What a result rests on, and so what can undo it:
 * `timing`, a starved observer may have made it up;
 * `absence`, something is not in the record, which means little in a record with holes;
 * `presence`, the violation itself is in the record and stays one whatever else went wrong.
 */
type EvidenceKind = 'timing' | 'absence' | 'presence'

/** A check's result before the record's own validity is weighed. */
export interface Finding<Check extends CheckShape = AnyCheck> extends CheckResult<Check> {
  reason: Check['reason']
  evidenceKind: EvidenceKind
}
