import type { Engine } from '../engine/engine.ts'
import { engineCall } from '../engine/engine-call.ts'
import { imageLabels } from './image-labels.ts'
import { type ImageRole, imageSet, type RecipeName, recipes } from './image-set.ts'
import { localImage } from './local-image.ts'
import { pullReference } from './pull-image.ts'
import { builtReference } from './recipe-hash.ts'

/** One line of `holdfast images`. */
export interface ImageListing {
  /** What it is for: a role, or `part` of other images. */
  role: ImageRole | 'part'
  reference: string
  /** `missing`: it will be pulled or built when needed. `outdated`: its recipe has changed since; nothing uses it. */
  state: 'present' | 'missing' | 'outdated'
  how?: 'pulled' | 'built'
  contents: string
  bytes?: number
  createdMs?: number
}

/** The image of every role, the parts they are built from, and what is left of former recipes. @throws EngineError */
export async function listImages(engine: Engine): Promise<ImageListing[]> {
  const roles = Object.keys(imageSet) as ImageRole[]
  const used = new Set(Object.values(imageSet).map(({ recipe }) => recipe))
  const parts = (Object.keys(recipes) as RecipeName[]).filter(name => !used.has(name))
  return [
    ...(await Promise.all(roles.map(role => listRole(engine, role)))),
    ...(await Promise.all(parts.map(name => listBuilt(engine, 'part', name)))),
    ...(await outdatedImages(engine)),
  ]
}

async function listRole(engine: Engine, role: ImageRole): Promise<ImageListing> {
  const { pull, contents, recipe } = imageSet[role]
  const reference = pullReference(pull)
  const pulled = await localImage(engine, reference)
  if (!pulled) return listBuilt(engine, role, recipe)
  return { role, reference, state: 'present', how: 'pulled', contents, ...measure(pulled) }
}

async function listBuilt(engine: Engine, role: ImageListing['role'], recipe: RecipeName): Promise<ImageListing> {
  const reference = await builtReference(recipe)
  const image = await localImage(engine, reference)
  const { contents } = recipes[recipe]
  if (!image) return { role, reference, state: 'missing', contents }
  return { role, reference, state: 'present', how: 'built', contents, ...measure(image) }
}

/** Images that we built from recipes that have changed since. @throws EngineError */
async function outdatedImages(engine: Engine): Promise<ImageListing[]> {
  const current = new Set(await Promise.all((Object.keys(recipes) as RecipeName[]).map(builtReference)))
  const filters = { label: [imageLabels.recipe] }
  const built = await engineCall('list images', engine.docker.listImages({ filters }))
  return built.flatMap(({ RepoTags: tags, Labels: labels, Size: bytes, Created: createdSeconds }) =>
    (tags ?? [])
      .filter(tag => tag.startsWith(`holdfast.local/${labels[imageLabels.recipe]}:`) && !current.has(tag))
      .filter(tag => /:[0-9a-f]{12}$/.test(tag))
      .map(reference => ({
        role: 'part' as const,
        reference,
        state: 'outdated' as const,
        how: 'built' as const,
        contents: labels[imageLabels.contents] ?? '',
        bytes,
        createdMs: createdSeconds * 1000,
      })),
  )
}

const measure = ({ Size, Created }: { Size: number; Created: string }): { bytes: number; createdMs: number } => ({
  bytes: Size,
  createdMs: Date.parse(Created),
})
