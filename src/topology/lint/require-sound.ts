import { BadInputError } from '../../base/errors.ts'
import type { LintFinding } from './finding.ts'
import { obstacles } from './lint.ts'

/** @throws BadInputError when a finding stops a run, with the first of them. */
export function requireSound(findings: readonly LintFinding[], subject: string): void {
  const [first, ...others] = obstacles(findings)
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` (and ${others.map(({ rule }) => rule).join(', ')})`
  throw new BadInputError(`${subject}: ${first.rule}: ${first.found}${more}`, {
    hint: `${first.advice} A negative control may say: allow: ['${first.rule}']`,
  })
}
