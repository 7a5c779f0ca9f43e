import { BadInputError } from '../base/errors.ts'
import { lintTopology } from '../cluster/lint-topology.ts'
import type { ListedScenario } from '../scenario/list-scenarios.ts'
import { requireSound } from '../topology/lint/require-sound.ts'
import { riskLine } from '../topology/lint/risk-line.ts'

/**
 * Lints what each scenario would run on, before engine and images are prepared for it; one line a topology that risks
 * something, and one a cell of a comparison that cannot run. @throws BadInputError when nothing is left to run
 */
export function lintScenarios(scenarios: readonly ListedScenario[]): string[] {
  const told = scenarios.map(lintScenario)
  const out = told.flatMap(({ out }) => out ?? [])
  if (out.length === scenarios.length) {
    throw new BadInputError(`no cell can run: ${out.join('; ')}`, {
      hint: "'holdfast lint' says more of each topology",
    })
  }
  const risks = told.flatMap(({ risks }) => risks ?? [])
  return [...out.map(text => `not run: ${text}`), ...new Set(risks)]
}

/** The rules that say something of it, or why it cannot run, which stops everything but a comparison. */
function lintScenario({ file, title, plan }: ListedScenario): { risks?: string | undefined; out?: string } {
  if ('unfit' in plan) return { out: `${title}: ${plan.unfit}` }
  try {
    const findings = lintTopology(plan.topology, { allow: plan.allow })
    requireSound(findings, `${file}: scenario '${title}'`)
    return { risks: riskLine(findings) }
  } catch (error) {
    if (plan.cell === undefined || !(error instanceof BadInputError)) throw error
    return { out: error.message }
  }
}
