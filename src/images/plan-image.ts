import type { Engine } from '../engine/engine.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { isOrigin } from '../topology/named-images.ts'
import type { ImageChoice } from './image-choice.ts'
import { type ImagePolicy, imagePolicy, imagePolicyVariable } from './image-policy.ts'
import { pullReferences } from './image-reference.ts'
import { imageEntry, type RecipeName } from './image-set.ts'
import { localImage } from './local-image.ts'
import { obstacleToPull } from './obstacle-to-pull.ts'
import { builtReference } from './recipe-hash.ts'

/** How one role's image will be had. */
export interface PlannedImage {
  role: ImageRole
  /** What containers are made from. */
  reference: string
  /** `none`: in no way; the two reasons are below. */
  how: 'present' | 'pull' | 'build' | 'none'
  /** Of ours, present or to be built. */
  recipe?: RecipeName
  /** Why it is not pulled, in words. */
  notPulled?: string
  /** Why it is not built either. */
  notBuilt?: string
}

/** The ways to one role's image. */
export interface ImageWays {
  /** What is used where the engine has it. */
  local: string[]
  /** What it is pulled by, best first. */
  references: string[]
  /** Why none of these is pulled, where that is so before anybody is asked. */
  closed?: string | undefined
  recipe?: RecipeName | undefined
  /** Why it is not built, where that is so. */
  notBuilt?: string | undefined
}

/**
 * The ways that are open to one role's image. One that the user named is present or pulled, never built. Of Holdfast's
 * own, `pull` and `build` close the other way: for this role, or by `HOLDFAST_IMAGES` for all about which nothing is said.
 * @throws BadInputError when that variable says something else
 */
export function imageWays(role: ImageRole, { named = {}, unfit = {}, distribution }: ImageChoice): ImageWays {
  const wish = named[role]
  if (wish !== undefined && !isOrigin(wish)) {
    const references = pullReferences(wish)
    return { local: [wish, ...references], references, notBuilt: 'it is an image of your own' }
  }
  const { pull, recipe } = imageEntry(role, distribution)
  const closes = (policy: ImagePolicy) => {
    if ((wish ?? imagePolicy()) !== policy) return undefined
    return `${wish === undefined ? imagePolicyVariable : `the choice for ${role}`} is '${policy}'`
  }
  const references = pull === undefined ? [] : pullReferences(pull)
  const closed = closes('build') ?? unfit[role]
  const notBuilt = recipe === undefined ? 'no recipe makes one' : closes('pull')
  return { local: closed === undefined ? references : [], references, closed, recipe, notBuilt }
}

/** Decides for one role: what is present is used, pulled before built; else a registry is asked; else it is built. */
export async function planImage(engine: Engine, role: ImageRole, choice: ImageChoice = {}): Promise<PlannedImage> {
  const present = await presentImage(engine, role, choice)
  if (present !== undefined) return present
  const { references, closed, recipe, notBuilt } = imageWays(role, choice)
  const built = recipe && { reference: await builtReference(recipe), recipe }
  const obstacles: string[] = []
  const found = await firstOf(references, async reference => {
    const obstacle = closed ?? (await obstacleToPull(engine, reference))
    if (obstacle !== undefined) obstacles.push(`${reference}: ${obstacle}`)
    return obstacle === undefined
  })
  if (found !== undefined) return { role, reference: found, how: 'pull' }
  const notPulled = obstacles.join('; ') || 'no registry has one'
  if (built && notBuilt === undefined) return { role, ...built, how: 'build', notPulled }
  return { role, reference: references[0] ?? built!.reference, how: 'none', notPulled, notBuilt: notBuilt! }
}

/** The image of one role that would be used and that the engine has; no registry is asked. */
export async function presentImage(
  engine: Engine,
  role: ImageRole,
  choice: ImageChoice = {},
): Promise<PlannedImage | undefined> {
  const { local, recipe, notBuilt } = imageWays(role, choice)
  const present = await firstOf(local, reference => localImage(engine, reference))
  if (present !== undefined) return { role, reference: present, how: 'present' }
  if (recipe === undefined || notBuilt !== undefined) return undefined
  const reference = await builtReference(recipe)
  return (await localImage(engine, reference)) && { role, reference, how: 'present', recipe }
}

async function firstOf(
  references: string[],
  fits: (reference: string) => Promise<unknown>,
): Promise<string | undefined> {
  for (const reference of references) if (await fits(reference)) return reference
  return undefined
}
