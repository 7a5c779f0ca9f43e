import type { Severity } from './rule.ts'

/** One finding of the lint, complete. */
export interface LintFinding {
  rule: string
  severity: Severity
  subject: string
  found: string
  why: string
  source: string
  advice: string
  /** The scenario allows it: a negative control wants it so. */
  allowed?: boolean | undefined
}
