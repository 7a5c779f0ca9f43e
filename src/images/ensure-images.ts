import { ImageError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { requireSpace } from './free-space.ts'
import { ImageBuilder } from './image-builder.ts'
import { imageLabels } from './image-labels.ts'
import { type ImageRole, imageSet } from './image-set.ts'
import { localImage, saveImage } from './local-image.ts'
import { type PlannedImage, planImages } from './plan-images.ts'
import { pullImage, pullReference } from './pull-image.ts'

export type { ImageRole } from './image-set.ts'

interface ImageChoice {
  /** A node image of the user's own. */
  node?: string
}

/** The image of every role: what is present, else pulled, else built; each role decides alone. @throws ImageError */
export async function ensureImages(
  engine: Engine,
  { node }: ImageChoice,
  progress: Progress,
  signal?: AbortSignal,
): Promise<Record<ImageRole, ImageRecord>> {
  const { images, builds, diskBytes } = await planImages(engine, node === undefined ? {} : { node })
  if (builds.length > 0) await requireSpace(engine, diskBytes)
  const builder = new ImageBuilder(engine, progress, signal)
  const obtain = async ({ reference, how, recipe }: PlannedImage): Promise<void> => {
    if (how === 'build' && recipe) await builder.build(recipe)
    if (how === 'pull') await progress.stage(`pull ${reference}`, () => pullImage(engine, reference, signal))
  }
  const results = await Promise.allSettled(images.map(obtain))
  signal?.throwIfAborted()
  const failure = results.find(result => result.status === 'rejected')
  if (failure) throw failure.reason
  const records = await Promise.all(images.map(async image => [image.role, await recordOf(engine, image)] as const))
  return Object.fromEntries(records) as Record<ImageRole, ImageRecord>
}

/** The workload's image as an archive, for a node that reaches no registry. @throws EngineError */
export const workloadArchive = (engine: Engine, { reference }: ImageRecord): Promise<Buffer> =>
  saveImage(engine, reference)

async function recordOf(engine: Engine, { role, reference }: PlannedImage): Promise<ImageRecord> {
  const image = await localImage(engine, reference)
  if (!image)
    throw new ImageError(`image ${reference} is gone again`, { hint: 'does something prune images meanwhile?' })
  const labels = image.Config.Labels ?? {}
  const isOurs = imageLabels.recipe in labels
  const [digest] = image.RepoDigests?.map(named => named.split('@')[1]) ?? []
  const known = pullReference(imageSet[role].pull) === reference ? imageSet[role].contents : reference
  return {
    role,
    reference,
    id: image.Id,
    ...(digest !== undefined && { digest }),
    how: isOurs && digest === undefined ? 'built' : 'pulled',
    standIn: isOurs && imageSet[role].standIn,
    contents: labels[imageLabels.contents] ?? known,
  }
}
