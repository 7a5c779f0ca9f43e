import { EngineError } from '../base/errors.ts'
import type { Engine } from './engine.ts'
import { engineTraits } from './engine-traits.ts'
import { unfitness } from './unfitness.ts'

/**
 * Refuses an engine whose clusters cannot be tested from here: by what it says of itself, and with an image by what a
 * container of it sees, which it cannot hide. @throws EngineError saying what to do
 */
export async function requireFit(engine: Engine, image?: string, signal?: AbortSignal): Promise<void> {
  const found = unfitness(await engineTraits(engine, image, signal))
  if (found) throw new EngineError(found.message, { hint: found.advice })
}
