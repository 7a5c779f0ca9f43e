import { EngineError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Engine } from './engine.ts'
import { searchEngine } from './find-engine.ts'
import { findProgram } from './find-program.ts'
import { withLock } from './lock.ts'
import { obstacleToOwn } from './obstacle-to-own.ts'
import { enginePackages, startPrivateEngine } from './private-engine.ts'
import { privateHost } from './private-paths.ts'
import { requireFit } from './require-fit.ts'

/**
 * The user's engine, else our private one, which is installed and started when this may be done: as root on a
 * Debian-family Linux, unless `HOLDFAST_ENGINE=existing`. A second process waits for the first. One that says of itself
 * that its clusters cannot be tested from here is refused.
 * @throws EngineError saying what to do
 */
export async function requireEngine(progress: Progress, signal?: AbortSignal): Promise<Engine> {
  const engine = await findOrStart(progress, signal)
  await requireFit(engine)
  return engine
}

async function findOrStart(progress: Progress, signal?: AbortSignal): Promise<Engine> {
  const { engine, misses } = await searchEngine()
  if (engine) return engine
  const obstacle = await obstacleToOwn()
  if (obstacle) {
    throw new EngineError(`no container engine answers, and Holdfast cannot start its own: ${obstacle}`, {
      hint: 'start Docker, or name an engine by DOCKER_HOST',
      ...(misses.length > 0 && { cause: new Error(misses.join('; ')) }),
    })
  }
  const lock = {
    purpose: 'starts the private engine',
    onWait: (holder: string) => progress.note(`waiting for ${holder}`),
    ...(signal && { signal }),
  }
  return withLock('private engine', lock, async () => {
    const again = await searchEngine()
    if (again.engine) return again.engine
    const install = findProgram('dockerd') ? '' : `install ${enginePackages.join(', ')} with apt, and `
    progress.note(`No container engine answers: Holdfast will ${install}start its own on ${privateHost}.`)
    return startPrivateEngine(progress, signal)
  })
}
