import type { Finding } from './finding.ts'
import type { CheckResult } from './verdict.ts'

/** A reason not to believe the findings that rest on something; itself shown as a check of its own. */
export interface Doubt {
  result: CheckResult
  /** Which findings it touches; consulted only when the doubt's own result is not `pass`. */
  touches: (finding: Finding) => boolean
}

/** No timing is believed, neither a good one nor a bad one. */
export const touchesTiming = ({ ground }: Finding): boolean => ground === 'timing'

/** What can be said no more when the fault was not shown: that the cluster held, and how long anything took. */
export const touchesWhatHeld = ({ ground, verdict }: Finding): boolean => ground === 'timing' || verdict === 'pass'

/** All but a violation that stands in the record. */
export const touchesAllButViolations = ({ ground, verdict }: Finding): boolean =>
  !(ground === 'presence' && verdict === 'fail')

/** The finding as a result: `unknown` where a doubt touches it, and saying what was seen all the same. */
export function weigh({ ground, ...result }: Finding, doubts: readonly Doubt[]): CheckResult {
  const doubt = doubts.find(({ result: own, touches }) => own.verdict !== 'pass' && touches({ ground, ...result }))
  if (doubt === undefined || result.verdict === 'unknown') return result
  return { ...result, verdict: 'unknown', reason: `${doubt.result.reason}; not relied on: ${result.reason}` }
}
