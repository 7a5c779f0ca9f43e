import type { ImageChoice } from '../images/image-choice.ts'
import { isStandIn } from '../images/image-set.ts'
import { choiceFor } from '../images/images-of.ts'
import { imageWays } from '../images/plan-image.ts'
import type { ImagePlan } from '../images/plan-images.ts'
import type { ExpectedStandIn } from '../scenario/listed-duration.ts'

/** By how the node images will be had: one that is built here may stand in, one that is pulled or the user's own does not. */
export function standInByPlans(choices: readonly ImageChoice[], plans: readonly ImagePlan[]): ExpectedStandIn {
  const recipes = new Map(
    choices.flatMap((choice, index) => {
      const node = plans[index]?.images.find(({ role }) => role === 'node')
      return node === undefined ? [] : [[nodeOf(choice), node.recipe] as const]
    }),
  )
  return topology => isStandIn(recipes.get(nodeOf(choiceFor(topology))))
}

const nodeOf = ({ distribution, named }: ImageChoice): string => JSON.stringify([distribution, named?.node])

/** By what was asked for alone, where neither engine nor registry is asked: what may be built counts as built. */
export const standInByWish: ExpectedStandIn = topology => {
  const { recipe, notBuilt } = imageWays('node', choiceFor(topology))
  return notBuilt === undefined && isStandIn(recipe)
}
