import type { CheckResult } from './verdict.ts'

/**
 * What a result rests on, and so what can undo it:
 * `timing`, a starved observer may have made it up;
 * `absence`, something is not in the record, which means little in a record with holes;
 * `presence`, the violation itself is in the record and stays one whatever else went wrong.
 */
type Ground = 'timing' | 'absence' | 'presence'

/** A check's result before the record's own validity is weighed. */
export interface Finding extends CheckResult {
  ground: Ground
}
