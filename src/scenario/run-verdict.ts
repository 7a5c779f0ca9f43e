import type { Judgement } from '../checks/judgement.ts'
import { type Verdict, worst } from '../checks/verdict.ts'
import type { Scenario } from './definition.ts'

/** A run's own verdict; of a negative control, whether every check that must see red did, and what must hold even so held. */
export function runVerdict(
  { mustFail, mustPass }: Pick<Scenario, 'mustFail' | 'mustPass'>,
  { verdict, checks }: Pick<Judgement, 'verdict' | 'checks'>,
): Verdict {
  if (mustFail.length === 0) return verdict
  const verdictsOf = (id: string) => checks.filter(check => check.id.startsWith(id)).map(check => check.verdict)
  if (!mustFail.every(id => verdictsOf(id).includes('fail'))) return 'fail'
  // What was not judged at all did not hold.
  const held = mustPass.flatMap(id => (verdictsOf(id).length === 0 ? 'unknown' : verdictsOf(id)))
  return worst(['pass', ...held])
}
