import { choiceFor } from '../images/images-of.ts'
import type { ImageChoice } from '../images/plan-images.ts'
import type { ListedScenario } from '../scenario/list-scenarios.ts'

/** What all that can run takes, one choice for each node image, so that it is prepared before the first run. */
export function imagesForAll(scenarios: readonly ListedScenario[]): ImageChoice[] {
  const choices = scenarios.flatMap(({ plan }) => ('unfit' in plan ? [] : [choiceFor(plan.topology)]))
  const roles = [...new Set(choices.flatMap(({ roles }) => roles))]
  const byNode = Map.groupBy(choices, ({ distribution, node }) => `${distribution} ${node}`)
  return [...byNode.values()].map(([choice], index) => ({ ...choice, roles: index === 0 ? roles : ['node'] }))
}
