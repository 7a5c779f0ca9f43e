import type { NegativeControl } from '../history/manifest.ts'
import { type CheckResult, type Verdict, worst } from './verdict.ts'

/** A negative control's verdict: whether every check that must see red did, and what must hold even so held. */
export function controlVerdict(control: NegativeControl, checks: readonly CheckResult[]): Verdict {
  if (unseenRed(control, checks).length > 0) return 'fail'
  // What was not judged at all did not hold.
  const held = control.mustPass.flatMap(id => {
    const judged = checks.filter(check => check.id.startsWith(id))
    return judged.length === 0 ? 'unknown' : judged.map(({ verdict }) => verdict)
  })
  return worst(['pass', ...held])
}

/** Which of those that must see red did not. */
export const unseenRed = ({ mustFail }: NegativeControl, checks: readonly CheckResult[]): string[] =>
  mustFail.filter(id => !checks.some(check => check.id.startsWith(id) && check.verdict === 'fail'))
