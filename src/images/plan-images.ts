import type { Engine } from '../engine/engine.ts'
import { type BuildCost, costOfBuilds } from './cost-of-builds.ts'
import type { ImageChoice } from './image-choice.ts'
import { type RecipeName, recipes } from './image-set.ts'
import { usualRoles } from './images-of.ts'
import { localImage } from './local-image.ts'
import { obstacleToBuild } from './obstacle-to-build.ts'
import { imageWays, type PlannedImage, planImage } from './plan-image.ts'
import { builtReference } from './recipe-hash.ts'

/** How all images will be had, and what that takes. */
export interface ImagePlan extends BuildCost {
  images: PlannedImage[]
  /** Recipes to build, with those they need. */
  builds: RecipeName[]
}

/**
 * Decides for each role alone, see {@link imageWays}: what is present is used, pulled before built; else a registry is
 * asked; else it is built. @throws BadInputError when `HOLDFAST_IMAGES` is none of its words
 */
export async function planImages(engine: Engine, choice: ImageChoice = {}): Promise<ImagePlan> {
  const { roles = usualRoles(choice.distribution) } = choice
  const wanted = await Promise.all(roles.map(role => planImage(engine, role, choice)))
  const builds = new Set<RecipeName>()
  const isThere = async (name: RecipeName) => (await localImage(engine, await builtReference(name))) !== undefined
  const images: PlannedImage[] = []
  for (const image of wanted) {
    const parts = new Set<RecipeName>()
    if (image.how === 'build' && image.recipe) await addMissing(image.recipe, parts, isThere)
    const notBuilt = await obstacleToBuild([...parts])
    images.push(notBuilt === undefined ? image : { ...image, how: 'none', notBuilt })
    if (notBuilt === undefined) for (const part of parts) builds.add(part)
  }
  return { images, builds: [...builds], ...(await costOfBuilds([...builds])) }
}

/** What a machine without an engine must expect: that all is built, but for what the user wants pulled. */
export async function planWithoutEngine(choice: ImageChoice = {}): Promise<ImagePlan> {
  const { roles = usualRoles(choice.distribution) } = choice
  const builds = new Set<RecipeName>()
  const planned = roles.map(async (role): Promise<PlannedImage> => {
    const { references, closed, recipe, notBuilt } = imageWays(role, choice)
    if (recipe !== undefined && notBuilt === undefined) {
      await addMissing(recipe, builds, async () => false)
      return { role, reference: await builtReference(recipe), how: 'build', recipe }
    }
    const [reference] = references
    if (reference !== undefined && closed === undefined) return { role, reference, how: 'pull' }
    const notPulled = closed ?? 'no registry has one'
    return {
      role,
      reference: reference ?? (await builtReference(recipe!)),
      how: 'none',
      notPulled,
      notBuilt: notBuilt!,
    }
  })
  return { images: await Promise.all(planned), builds: [...builds], ...(await costOfBuilds([...builds])) }
}

async function addMissing(
  name: RecipeName,
  missing: Set<RecipeName>,
  isThere: (name: RecipeName) => Promise<boolean>,
): Promise<void> {
  if (missing.has(name) || (await isThere(name))) return
  missing.add(name)
  const { base, archives = {} } = recipes[name]
  const parts = [base, ...Object.values(archives).map(({ image }) => image)].filter(part => part !== undefined)
  for (const part of parts) await addMissing(part, missing, isThere)
}
