import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { requireFit } from '../engine/require-fit.ts'
import { ensureImages } from './ensure-images.ts'
import type { ImageChoice } from './image-choice.ts'
import type { Images } from './images-of.ts'

/**
 * What every command that starts a cluster begins with: an engine, found or started, the certainty that its clusters can
 * be tested from here, for which the client's image is had before all else, and the images of a choice, pulled or
 * built. @throws EngineError, ImageError
 */
export async function prepareEngine(
  choice: ImageChoice,
  progress: Progress,
  signal?: AbortSignal,
): Promise<{ engine: Engine; images: Images }> {
  const engine = await requireEngine(progress, signal)
  // What several topologies take is prepared choice by choice; the later ones lack what the first one had.
  if (choice.roles?.includes('client') ?? true) {
    const { client } = await ensureImages(engine, { ...choice, roles: ['client'] }, progress, signal)
    await requireFit(engine, client.reference, signal)
  }
  const images = await ensureImages(engine, choice, progress, signal)
  return { engine, images }
}
