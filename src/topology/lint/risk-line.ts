import type { LintFinding } from './finding.ts'

/** The rules that say something against a topology, in a line; nothing when there is none. */
export function riskLine(findings: readonly LintFinding[]): string | undefined {
  const names = new Set(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule))
  return names.size === 0 ? undefined : `risks: ${[...names].join(', ')} (what that means: holdfast lint)`
}
