import type { Engine } from '../engine/engine.ts'
import { type KernelFeatures, kernelFeatures } from '../engine/kernel-features.ts'
import { pullReferences } from '../images/image-reference.ts'
import { imageSet } from '../images/image-set.ts'
import { localImage } from '../images/local-image.ts'
import { builtReference } from '../images/recipe-hash.ts'

/** What the kernel under an engine can do; undefined before there is a tools image to try it with. */
export async function hostFeatures(engine: Engine): Promise<KernelFeatures | undefined> {
  const { pull, recipe } = imageSet.tools
  for (const image of [...pullReferences(pull), await builtReference(recipe)]) {
    if (await localImage(engine, image)) return kernelFeatures(engine, image)
  }
  return undefined
}
