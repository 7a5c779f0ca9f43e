import type { Engine } from '../engine/engine.ts'
import { type KernelFeatures, kernelFeatures } from '../engine/kernel-features.ts'
import { localImage } from '../images/local-image.ts'
import { builtReference } from '../images/recipe-hash.ts'

/** What the kernel under an engine can do; undefined before there is an image to try it in. */
export async function hostFeatures(engine: Engine): Promise<KernelFeatures | undefined> {
  const image = await builtReference('root')
  return (await localImage(engine, image)) ? kernelFeatures(engine, image) : undefined
}
