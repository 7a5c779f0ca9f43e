import type { ImageChoice } from '../images/image-choice.ts'
import { choiceFor } from '../images/images-of.ts'
import type { ListedScenario } from '../scenario/list-scenarios.ts'

/**
 * What all that can run takes, so that it is prepared before the first run: a choice for all that want the same images,
 * and no image twice.
 */
export function imagesForAll(scenarios: readonly ListedScenario[]): ImageChoice[] {
  const choices = scenarios.flatMap(({ plan }) => ('unfit' in plan ? [] : [choiceFor(plan.topology)]))
  const alike = Map.groupBy(choices, ({ roles: _, ...wishes }) => JSON.stringify(wishes))
  const taken = new Set<string>()
  return [...alike.values()].flatMap(same => {
    const { named, unfit, distribution } = same[0]!
    const roles = [...new Set(same.flatMap(choice => choice.roles))].filter(role => {
      const image = JSON.stringify([role, named?.[role], unfit?.[role], role === 'node' && distribution])
      return !taken.has(image) && taken.add(image)
    })
    return roles.length === 0 ? [] : [{ roles, named, unfit, distribution }]
  })
}
