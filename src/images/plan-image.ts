import type { DistributionWord } from '../distributions/distributions.ts'
import type { Engine } from '../engine/engine.ts'
import { type ImagePolicy, imagePolicyVariable } from './image-policy.ts'
import { pullReferences } from './image-reference.ts'
import { type ImageRole, imageEntry, type RecipeName } from './image-set.ts'
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

interface ImageWish {
  policy: ImagePolicy
  /** A reference that the user named for this role: present or pulled, never built. */
  own?: string
  /** Of the cluster whose node it is for. */
  distribution?: DistributionWord
}

/** Decides for one role: what is present is used, pulled before built; else a registry is asked; else it is built. */
export async function planImage(engine: Engine, role: ImageRole, wish: ImageWish): Promise<PlannedImage> {
  const { policy, own, distribution } = wish
  const { pull, recipe } = imageEntry(role, distribution)
  const wanted = own ?? pull
  const references = wanted === undefined ? [] : pullReferences(wanted)
  const usable = own === undefined ? (policy === 'build' ? [] : references) : [own, ...references]
  const present = await firstOf(usable, reference => localImage(engine, reference))
  if (present !== undefined) return { role, reference: present, how: 'present' }

  const built = await builtReference(recipe)
  const notBuilt = own === undefined ? forbidding(policy, 'pull') : 'it is an image of your own'
  if (notBuilt === undefined && (await localImage(engine, built)))
    return { role, reference: built, how: 'present', recipe }

  const obstacles: string[] = []
  const pullable = async (reference: string) => {
    const obstacle = forbidding(policy, 'build') ?? (await obstacleToPull(engine, reference))
    if (obstacle !== undefined) obstacles.push(`${reference}: ${obstacle}`)
    return obstacle === undefined
  }
  const found = await firstOf(references, pullable)
  if (found !== undefined) return { role, reference: found, how: 'pull' }
  const notPulled = wanted === undefined ? 'no registry has one' : obstacles.join('; ')
  if (notBuilt === undefined) return { role, reference: built, how: 'build', recipe, notPulled }
  return { role, reference: references[0] ?? built, how: 'none', notPulled, notBuilt }
}

const forbidding = (policy: ImagePolicy, only: ImagePolicy): string | undefined =>
  policy === only ? `${imagePolicyVariable} is '${only}'` : undefined

async function firstOf(
  references: string[],
  fits: (reference: string) => Promise<unknown>,
): Promise<string | undefined> {
  for (const reference of references) if (await fits(reference)) return reference
  return undefined
}
