import { ImageError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { enginePlatform } from './engine-platform.ts'
import { requireSpace } from './free-space.ts'
import { ImageBuilder } from './image-builder.ts'
import type { ImageChoice } from './image-choice.ts'
import { imageRecord } from './image-record.ts'
import type { Images } from './images-of.ts'
import { localImage, saveImage } from './local-image.ts'
import type { PlannedImage } from './plan-image.ts'
import { planImages } from './plan-images.ts'
import { pullImage } from './pull-image.ts'
import { waysOut } from './ways-out.ts'

/** The image of every role asked for, which includes those of every cluster: what is present, else pulled, else built; each decides alone. @throws ImageError */
export async function ensureImages(
  engine: Engine,
  choice: ImageChoice,
  progress: Progress,
  signal?: AbortSignal,
): Promise<Images> {
  const { images, builds, diskBytes } = await planImages(engine, choice)
  requireAll(images, choice)
  if (builds.length > 0) await requireSpace(engine, diskBytes)
  const builder = new ImageBuilder(engine, progress, signal)
  const obtain = async ({ reference, how, recipe }: PlannedImage): Promise<void> => {
    if (how === 'build' && recipe) await builder.build(recipe)
    if (how === 'pull')
      await progress.stage(`pull ${reference}`, awaiting => pullImage(engine, reference, { awaiting, signal }))
  }
  const results = await Promise.allSettled(images.map(obtain))
  signal?.throwIfAborted()
  const failure = results.find(result => result.status === 'rejected')
  if (failure) throw failure.reason
  const records = await Promise.all(images.map(async image => [image.role, await recordOf(engine, image)] as const))
  return Object.fromEntries(records) as unknown as Images
}

/** An image of pods as an archive, for a node that reaches no registry. @throws EngineError */
export const imageArchive = (engine: Engine, { reference }: ImageRecord): Promise<Buffer> =>
  saveImage(engine, reference)

/** @throws ImageError naming the first image that can be had in no way */
function requireAll(images: PlannedImage[], choice: ImageChoice): void {
  const [first, ...others] = images.filter(({ how }) => how === 'none')
  if (first === undefined) return
  const { role, notPulled, notBuilt } = first
  const more = others.length > 0 ? `; nor can ${others.map(other => other.role).join(', ')}` : ''
  throw new ImageError(`the ${role} image cannot be pulled (${notPulled}) and is not built (${notBuilt})${more}`, {
    hint: waysOut(role, choice),
  })
}

async function recordOf(engine: Engine, planned: PlannedImage): Promise<ImageRecord> {
  const { reference } = planned
  const image = await localImage(engine, reference)
  if (!image)
    throw new ImageError(`image ${reference} is gone again`, { hint: 'does something prune images meanwhile?' })
  const needed = await enginePlatform(engine)
  const platform = `${image.Os}/${image.Architecture}`
  if (platform === needed) return imageRecord(planned, image)
  throw new ImageError(`image ${reference} is for ${platform}, and the engine runs ${needed}`, {
    hint: 'pull or name one for that platform',
  })
}
