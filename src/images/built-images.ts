import type { Engine } from '../engine/engine.ts'
import { engineCall } from '../engine/engine-call.ts'
import { imageLabels } from './image-labels.ts'
import { type RecipeName, recipes } from './image-set.ts'
import { builtReference } from './recipe-hash.ts'

/** An image that Holdfast built on this engine. */
export interface BuiltImage {
  recipe: RecipeName
  reference: string
  /** Whether its recipe still makes this very image. */
  isCurrent: boolean
  contents: string
  bytes: number
  createdMs: number
}

/** All images that we built here, with those of recipes that have changed since. @throws EngineError */
export async function builtImages(engine: Engine): Promise<BuiltImage[]> {
  const current = new Set(await Promise.all((Object.keys(recipes) as RecipeName[]).map(builtReference)))
  const filters = { label: [imageLabels.recipe] }
  const images = await engineCall('list images', engine.docker.listImages({ filters }))
  return images.flatMap(({ RepoTags: tags, Labels: labels, Size: bytes, Created: createdSeconds }) => {
    const recipe = labels[imageLabels.recipe] as RecipeName
    return (tags ?? [])
      .filter(tag => tag.startsWith(`holdfast.local/${recipe}:`) && /:[0-9a-f]{12}$/.test(tag))
      .map(reference => ({
        recipe,
        reference,
        isCurrent: current.has(reference),
        contents: labels[imageLabels.contents] ?? '',
        bytes,
        createdMs: createdSeconds * 1000,
      }))
  })
}
