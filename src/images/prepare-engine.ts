import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { requireFit } from '../engine/require-fit.ts'
import { ensureImages } from './ensure-images.ts'
import type { ImageChoice } from './image-choice.ts'
import type { Images } from './images-of.ts'

/**
 * What every command that starts a cluster begins with: an engine, found or started, the images of a choice, pulled or
 * built, and the certainty that clusters of that engine can be tested from here. @throws EngineError, ImageError
 */
export async function prepareEngine(
  choice: ImageChoice,
  progress: Progress,
  signal?: AbortSignal,
): Promise<{ engine: Engine; images: Images }> {
  const engine = await requireEngine(progress, signal)
  const images = await ensureImages(engine, choice, progress, signal)
  // What several topologies take is prepared choice by choice; the later ones lack what the first one had.
  if (choice.roles?.includes('client') ?? true) await requireFit(engine, images.client.reference, signal)
  return { engine, images }
}
