import { isAlive, isOfThisHost } from '../base/owner.ts'
import type { Engine } from '../engine/engine.ts'
import type { FoundRun } from './find-runs.ts'

/** What a garbage collector makes of a run; only `garbage` may go. */
export type Fate = 'alive' | 'kept' | 'elsewhere' | 'garbage'

/**
 * Another host's run cannot be asked whether it lives: it is garbage after its time-to-live, and not before; unless the
 * engine was started after it, as in a container that took over the volume of one that was killed.
 */
export function fateOf(run: FoundRun, { startedMs = 0 }: Pick<Engine, 'startedMs'> = {}, nowMs = Date.now()): Fate {
  if (run.kept) return 'kept'
  if (!isOfThisHost(run.owner)) {
    const isOver = run.createdMs < startedMs || nowMs > run.createdMs + run.ttlSeconds * 1000
    return isOver ? 'garbage' : 'elsewhere'
  }
  return isAlive(run.owner) ? 'alive' : 'garbage'
}
