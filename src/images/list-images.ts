import type { Engine } from '../engine/engine.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { type BuiltImage, builtImages } from './built-images.ts'
import { imageRecord } from './image-record.ts'
import { publishedContents, type RecipeName, recipes, roleOfRecipe } from './image-set.ts'
import { localImage } from './local-image.ts'
import type { PlannedImage } from './plan-image.ts'
import type { ImagePlan } from './plan-images.ts'
import { builtReference } from './recipe-hash.ts'

/** One line of `holdfast images`. */
export interface ImageListing {
  /** What it is for: a role, or `part` of other images. */
  role: ImageRole | 'part'
  reference: string
  /** `missing`: see `next`. `outdated`: its recipe has changed since; nothing uses it. */
  state: 'present' | 'missing' | 'outdated'
  how?: 'pulled' | 'built'
  /** What a run would do about a missing one. */
  next?: 'pull' | 'build' | 'none'
  /** Why that, in words. */
  why?: string
  contents: string
  bytes?: number
  createdMs?: number
}

/**
 * The image of every role; what else recipes make that is here, such as another distribution's nodes and the parts that
 * images are built from; and what is left of former recipes. @throws EngineError
 */
export async function listImages(engine: Engine, { images, builds }: ImagePlan): Promise<ImageListing[]> {
  const listed = new Set(images.map(({ reference }) => reference))
  const built = await builtImages(engine)
  const others = built.filter(({ reference, isCurrent }) => isCurrent && !listed.has(reference))
  const missingParts = builds.filter(recipe => roleOfRecipe(recipe) === undefined)
  return [
    ...(await Promise.all(images.map(image => listRole(engine, image)))),
    ...others.map(image => listBuilt(image, 'present')),
    ...(await Promise.all(missingParts.map(listMissingPart))),
    ...built.filter(({ isCurrent }) => !isCurrent).map(image => listBuilt(image, 'outdated')),
  ]
}

async function listRole(engine: Engine, planned: PlannedImage): Promise<ImageListing> {
  const { role, reference, how: next, recipe, notPulled, notBuilt } = planned
  const image = await localImage(engine, reference)
  if (image && next === 'present') {
    const { how, contents } = imageRecord(planned, image)
    return { role, reference, state: 'present', how, contents, bytes: image.Size, createdMs: Date.parse(image.Created) }
  }
  const why = [notPulled && `not pulled: ${notPulled}`, notBuilt && `not built: ${notBuilt}`].filter(Boolean).join('; ')
  const contents = recipe ? recipes[recipe].contents : publishedContents(role, reference)
  return { role, reference, state: 'missing', ...(next !== 'present' && { next }), ...(why && { why }), contents }
}

const listMissingPart = async (recipe: RecipeName): Promise<ImageListing> => ({
  role: 'part',
  reference: await builtReference(recipe),
  state: 'missing',
  next: 'build',
  contents: recipes[recipe].contents,
})

const listBuilt = (image: BuiltImage, state: 'present' | 'outdated'): ImageListing => {
  const { recipe, reference, contents, bytes, createdMs } = image
  return { role: roleOfRecipe(recipe) ?? 'part', reference, state, how: 'built', contents, bytes, createdMs }
}
