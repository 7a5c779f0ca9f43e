import type { Distribution } from '../../distributions/distribution.ts'
import type { Rule, Severity } from './rule.ts'

/** What a rule says of a distribution wherever it sees something. */
export function ruleWords(
  { severity, why, source, advice }: Rule,
  distribution: Distribution,
): { severity: Severity; why: string; source: string; advice: string } {
  const said = (words: Rule['why']) => (typeof words === 'string' ? words : words(distribution))
  return { severity, why: said(why), source: said(source), advice }
}
