import type { NegativeControl } from '../history/manifest.ts'
import type { CheckResult } from './check-result.ts'
import { type Verdict, worst } from './verdict.ts'

type Judged = Pick<CheckResult, 'id' | 'verdict'>

/** A negative control's verdict: whether every check that must see red did, and what must hold even so held. */
export function controlVerdict(control: NegativeControl, checks: readonly Judged[]): Verdict {
  if (unseenRed(control, checks).length > 0) return 'fail'
  const held = checks.filter(check => mustHold(control, check)).map(({ verdict }) => verdict)
  // What was not judged at all did not hold.
  return worst([unjudged(control, checks).length === 0 ? 'pass' : 'unknown', ...held])
}

/** Whether a check must hold even so. */
export const mustHold = ({ mustPass }: NegativeControl, { id }: Judged): boolean =>
  mustPass.some(each => id.startsWith(each))

/** Of what must hold that of which nothing was judged. */
export const unjudged = ({ mustPass }: NegativeControl, checks: readonly Judged[]): string[] =>
  mustPass.filter(id => !checks.some(check => check.id.startsWith(id)))

/** Which of those that must see red did not. */
export const unseenRed = ({ mustFail }: NegativeControl, checks: readonly Judged[]): string[] =>
  mustFail.filter(id => !checks.some(check => check.id.startsWith(id) && check.verdict === 'fail'))
