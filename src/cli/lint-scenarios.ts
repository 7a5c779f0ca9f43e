import { lintTopology } from '../cluster/lint-topology.ts'
import type { ListedScenario } from '../scenario/list-scenarios.ts'
import { requireSound } from '../topology/lint/require-sound.ts'

/**
 * Lints what each scenario would run on, before engine and images are prepared for it; one line a topology that risks
 * something. @throws BadInputError
 */
export function lintScenarios(scenarios: readonly ListedScenario[]): string[] {
  const risks = scenarios.map(({ file, title, plan: { topology, allow } }) => {
    const findings = lintTopology(topology, { allow })
    requireSound(findings, `${file}: scenario '${title}'`)
    return findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)
  })
  const told = [...new Set(risks.filter(rules => rules.length > 0).map(rules => [...new Set(rules)].join(', ')))]
  return told.map(rules => `risks: ${rules} (what that means: holdfast lint)`)
}
