import { mustHold, unjudged, unseenRed } from '../checks/control-verdict.ts'
import type { NegativeControl } from '../history/manifest.ts'
import { countVerdicts } from './count-verdicts.ts'
import type { ReportedCheck, RunReport } from './report-schema.ts'

/** One sentence for a whole run: how many promises were kept and, if not all, the first that decides. */
export function summaryLine({ verdict, control, checks }: Pick<RunReport, 'verdict' | 'control' | 'checks'>): string {
  const { pass, fail, unknown } = countVerdicts(checks)
  if (checks.length === 0) return 'Nothing was judged.'
  const counts = [fail > 0 && `${fail} failed`, unknown > 0 && `${unknown} unknown`, `${pass} passed`].filter(Boolean)
  if (control) {
    return `A negative control${controlText(control, checks)}. Of ${checks.length} checks ${counts.join(', ')}.`
  }
  if (verdict === 'pass') return `All ${checks.length} checks passed.`
  const deciding = checks.find(check => check.verdict === verdict)
  const reason = deciding === undefined ? '' : ` ${deciding.title}: ${deciding.reason}`
  return `Of ${checks.length} checks ${counts.join(', ')}.${reason}`.replace(/(?<![.!?])$/, '.')
}

function controlText(control: NegativeControl, checks: readonly ReportedCheck[]): string {
  const unseen = unseenRed(control, checks)
  if (unseen.length > 0) return ` that saw no red at ${unseen.join(', ')}`
  const missing = unjudged(control, checks)
  if (missing.length > 0) return `, red where it must be; nothing was judged of ${missing.join(', ')}, which must hold`
  const broken = checks.find(check => mustHold(control, check) && check.verdict !== 'pass')
  return `, red where it must be${broken ? `; this must hold even so: ${broken.title}: ${broken.reason}` : ''}`
}
