import type { CheckResult, Theory } from '../checks/check-result.ts'
import type { ReportedCheck } from './report-schema.ts'
import { checkText } from './text/check-text.ts'

/** A check's result for `report.json`: its words, and beside them what they were made of. */
export function checkEntry(result: CheckResult): ReportedCheck {
  const { id, promise, verdict, reason, measured, limit, theory, underOwnTimers } = result
  const { evidence, ...text } = checkText(result)
  const theoryValue = theory && bandOf(theory)
  return {
    id,
    kind: promise.kind,
    verdict,
    ...text,
    reasonData: { ...reason },
    ...(measured && { measuredValue: measured }),
    ...(limit && { limitValue: limit }),
    ...(theoryValue && { theoryValue }),
    ...(underOwnTimers && { underOwnTimersData: underOwnTimers }),
    evidence: result.evidence.map(({ seen: _, ...where }, index) => ({ ...where, text: evidence[index]! })),
  }
}

/** From when to when theory expects it. */
const bandOf = (theory: Theory) => ('gap' in theory ? theory.gap : 'band' in theory ? theory.band : undefined)
