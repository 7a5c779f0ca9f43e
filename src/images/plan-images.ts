import { existsSync } from 'node:fs'
import type { DistributionWord } from '../distributions/distributions.ts'
import type { Engine } from '../engine/engine.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { compiledPath } from './go-program.ts'
import { imagePolicy } from './image-policy.ts'
import { type ImageRole, imageEntry, type RecipeName, recipes } from './image-set.ts'
import { imagesOf } from './images-of.ts'
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

/** Which images are wanted. */
export interface ImageChoice {
  /** The roles that the topology needs, see `imagesOf`; those of the default topology when left out. */
  roles?: readonly ImageRole[]
  /** A node image of the user's own. */
  node?: string | undefined
  /** What the nodes run; the usual one when left out. */
  distribution?: DistributionWord | undefined
}

const usualRoles: readonly ImageRole[] = imagesOf(parseTopology({}, 'the default topology'))

/**
 * Decides for each role alone: what is present is used, pulled before built; else a registry is asked; else it is
 * built. A node image that the user named is present or pulled, never built. `HOLDFAST_IMAGES` forbids one of the ways.
 * @throws BadInputError when that variable says something else
 */
export async function planImages(engine: Engine, choice: ImageChoice = {}): Promise<ImagePlan> {
  const { roles = usualRoles, node, distribution } = choice
  const wish = { policy: imagePolicy(), ...(distribution && { distribution }) }
  const wanted = await Promise.all(
    roles.map(role =>
      planImage(engine, role, { ...wish, ...(role === 'node' && node !== undefined && { own: node }) }),
    ),
  )
  const builds = new Set<RecipeName>()
  const isThere = async (name: RecipeName) => (await localImage(engine, await builtReference(name))) !== undefined
  for (const { how, recipe } of wanted) if (how === 'build' && recipe) await addMissing(recipe, builds, isThere)
  const notBuilt = await obstacleToBuild([...builds])
  if (notBuilt === undefined) return { images: wanted, builds: [...builds], ...(await costOf([...builds])) }
  const images = wanted.map(image => (image.how === 'build' ? { ...image, how: 'none' as const, notBuilt } : image))
  return { images, builds: [], diskBytes: 0, seconds: 0 }
}

/** What a machine without an engine must expect: that everything is built. */
export async function planWithoutEngine(choice: ImageChoice = {}): Promise<ImagePlan> {
  const { roles = usualRoles, distribution } = choice
  const builds = new Set<RecipeName>()
  const planned = roles.map(async role => {
    const { recipe } = imageEntry(role, distribution)
    await addMissing(recipe, builds, async () => false)
    return { role, reference: await builtReference(recipe), how: 'build' as const, recipe }
  })
  return { images: await Promise.all(planned), builds: [...builds], ...(await costOf([...builds])) }
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

/** Kubernetes is nearly all of the time and the disk: compiled once, an image that holds it is quick. */
async function costOf(builds: RecipeName[]): Promise<Pick<ImagePlan, 'diskBytes' | 'seconds'>> {
  let isCompiled = false
  for (const name of kubernetesImages) isCompiled ||= existsSync(await compiledPath(recipes[name].programs![0]!))
  const costs = builds.map(name => {
    if (!kubernetesImages.includes(name)) return recipes[name]
    const cost = isCompiled ? warmNode : recipes[name]
    isCompiled = true
    return cost
  })
  return {
    diskBytes: costs.reduce((sum, { diskMB }) => sum + diskMB, 0) * 1e6,
    seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

const kubernetesImages = (Object.keys(recipes) as RecipeName[]).filter(
  name => recipes[name].programs?.[0]?.name === 'kubernetes',
)

const warmNode = { diskMB: 1000, seconds: 25 }
