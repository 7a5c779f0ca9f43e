import type { Engine } from '../engine/engine.ts'
import { type KernelFeatures, kernelFeatures } from '../engine/kernel-features.ts'
import type { ImageChoice } from '../images/image-choice.ts'
import { presentImage } from '../images/plan-image.ts'

/** What the kernel under an engine can do; undefined before there is a tools image to try it with. */
export async function hostFeatures(engine: Engine, choice?: ImageChoice): Promise<KernelFeatures | undefined> {
  const tools = await presentImage(engine, 'tools', choice)
  return tools && kernelFeatures(engine, tools.reference)
}
