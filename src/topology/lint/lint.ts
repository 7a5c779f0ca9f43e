import { distributionInPlan } from './distribution-in-plan.ts'
import type { LintFinding } from './finding.ts'
import type { Plan } from './plan.ts'
import { type Rule, severities } from './rule.ts'
import { ruleWords } from './rule-words.ts'
import { type RuleName, rules } from './rules.ts'

/** All findings about a plan: errors, then warnings, then what is always told. Those of `allow` stop nothing. */
export function lint(plan: Plan, allow: readonly RuleName[] = []): LintFinding[] {
  const distribution = distributionInPlan(plan)
  const findings = Object.entries<Rule>(rules).flatMap(([name, rule]) =>
    rule.look(plan).map(
      (sighting): LintFinding => ({
        rule: name,
        ...ruleWords(rule, distribution),
        ...sighting,
        ...((allow as readonly string[]).includes(name) ? { allowed: true } : {}),
      }),
    ),
  )
  return findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

/** The findings that stop a run. */
export const obstacles = (findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter(({ severity, allowed }) => severity === 'error' && !allowed)
