import type { CheckResult } from './check-result.ts'
import type { Finding } from './finding.ts'
import type { Validity, ValidityCheck } from './validity-check.ts'

/** Why the record does not carry every finding, and which it does not. */
export interface Caveat extends Pick<ValidityCheck, 'invalidates'> {
  reason: Validity['reason']
}

/** The finding as a result: `unknown` where the record does not carry it, and saying what was seen all the same. */
export function weigh(finding: Finding, caveats: readonly Caveat[]): CheckResult {
  const { evidenceKind: _, ...result } = finding
  const caveat = caveats.find(({ reason, invalidates }) => invalidates(finding, reason))
  if (caveat === undefined || result.verdict === 'unknown') return result
  const reason = { kind: 'not-relied-on', because: caveat.reason, seen: result.reason } as const
  return { ...result, verdict: 'unknown', reason }
}
