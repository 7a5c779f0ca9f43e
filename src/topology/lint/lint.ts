import type { LintFinding } from './finding.ts'
import type { Plan } from './plan.ts'
import { type Rule, severities } from './rule.ts'
import { type RuleName, rules } from './rules.ts'

/** All findings about a plan: errors, then warnings, then what is always told. Those of `allow` stop nothing. */
export function lint(plan: Plan, allow: readonly RuleName[] = []): LintFinding[] {
  const findings = Object.entries<Rule>(rules).flatMap(([rule, { look, ...words }]) =>
    look(plan).map(
      (sighting): LintFinding => ({
        rule,
        ...words,
        ...sighting,
        ...((allow as readonly string[]).includes(rule) ? { allowed: true } : {}),
      }),
    ),
  )
  return findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

/** The findings that stop a run. */
export const obstacles = (findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter(({ severity, allowed }) => severity === 'error' && !allowed)
