import type { CheckResult, Verdict } from '../checks/verdict.ts'
import { countVerdicts } from './count-verdicts.ts'

/** One sentence for a whole run: how many promises were kept and, if not all, the first that decides. */
export function summaryLine({ verdict, checks }: { verdict: Verdict; checks: readonly CheckResult[] }): string {
  const { pass, fail, unknown } = countVerdicts(checks)
  if (checks.length === 0) return 'Nothing was judged.'
  if (verdict === 'pass') return `All ${checks.length} checks passed.`
  const counts = [fail > 0 && `${fail} failed`, unknown > 0 && `${unknown} unknown`, `${pass} passed`].filter(Boolean)
  const deciding = checks.find(check => check.verdict === verdict)
  const reason = deciding === undefined ? '' : ` ${deciding.title}: ${deciding.reason}`
  return `Of ${checks.length} checks ${counts.join(', ')}.${reason}`.replace(/(?<![.!?])$/, '.')
}
