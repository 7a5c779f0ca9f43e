import { choiceFor } from '../images/images-of.ts'
import type { ImageChoice } from '../images/plan-images.ts'
import type { ListedScenario } from '../scenario/list-scenarios.ts'

/** What all that can run takes, so that it is prepared before the first run. */
export function imagesForAll(scenarios: readonly ListedScenario[]): ImageChoice {
  const choices = scenarios.flatMap(({ plan }) => ('unfit' in plan ? [] : [choiceFor(plan.topology)]))
  const [first] = choices
  return { ...first, roles: [...new Set(choices.flatMap(({ roles }) => roles))] }
}
