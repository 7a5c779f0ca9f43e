import { existsSync } from 'node:fs'
import type { Engine } from '../engine/engine.ts'
import { compiledPath } from './go-program.ts'
import { imagePolicy } from './image-policy.ts'
import { type ImageRole, imageSet, type RecipeName, recipes } from './image-set.ts'
import { localImage } from './local-image.ts'
import { obstacleToBuild } from './obstacle-to-build.ts'
import { type PlannedImage, planImage } from './plan-image.ts'
import { builtReference } from './recipe-hash.ts'

/** How all images will be had, and what that takes. */
export interface ImagePlan {
  images: PlannedImage[]
  /** Recipes to build, with those they need. */
  builds: RecipeName[]
  /** What must be free where caches and the engine's images lie, in bytes. */
  diskBytes: number
  /** On 2 cores with empty caches; pulls are not counted. */
  seconds: number
}

/**
 * Decides for each role alone: what is present is used, pulled before built; else a registry is asked; else it is
 * built. A node image that the user named is present or pulled, never built. `HOLDFAST_IMAGES` forbids one of the ways.
 * @throws BadInputError when that variable says something else
 */
export async function planImages(engine: Engine, { node }: { node?: string } = {}): Promise<ImagePlan> {
  const policy = imagePolicy()
  const roles = Object.keys(imageSet) as ImageRole[]
  const wanted = await Promise.all(
    roles.map(role => planImage(engine, role, { policy, ...(role === 'node' && node !== undefined && { own: node }) })),
  )
  const builds = new Set<RecipeName>()
  for (const { how, recipe } of wanted) if (how === 'build' && recipe) await addMissing(engine, recipe, builds)
  const notBuilt = await obstacleToBuild([...builds])
  if (notBuilt === undefined) return { images: wanted, builds: [...builds], ...(await costOf([...builds])) }
  const images = wanted.map(image => (image.how === 'build' ? { ...image, how: 'none' as const, notBuilt } : image))
  return { images, builds: [], diskBytes: 0, seconds: 0 }
}

/** What a machine without an engine must expect: that everything is built. */
export async function planWithoutEngine(): Promise<ImagePlan> {
  const builds = Object.keys(recipes) as RecipeName[]
  const planned = Object.entries(imageSet).map(async ([role, { recipe }]) => ({
    role: role as ImageRole,
    reference: await builtReference(recipe),
    how: 'build' as const,
    recipe,
  }))
  return { images: await Promise.all(planned), builds, ...(await costOf(builds)) }
}

async function addMissing(engine: Engine, name: RecipeName, missing: Set<RecipeName>): Promise<void> {
  if (missing.has(name) || (await localImage(engine, await builtReference(name)))) return
  missing.add(name)
  const { base, archives = {} } = recipes[name]
  const parts = [base, ...Object.values(archives).map(({ image }) => image)].filter(part => part !== undefined)
  for (const part of parts) await addMissing(engine, part, missing)
}

/** Kubernetes is nearly all of the time and the disk: compiled once, a changed node image is quick. */
async function costOf(builds: RecipeName[]): Promise<Pick<ImagePlan, 'diskBytes' | 'seconds'>> {
  const [kubernetes] = recipes.node.programs ?? []
  const isCompiled = kubernetes !== undefined && existsSync(await compiledPath(kubernetes))
  const costs = builds.map(name => (name === 'node' && isCompiled ? warmNode : recipes[name]))
  return {
    diskBytes: costs.reduce((sum, { diskMB }) => sum + diskMB, 0) * 1e6,
    seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

const warmNode = { diskMB: 1000, seconds: 25 }
