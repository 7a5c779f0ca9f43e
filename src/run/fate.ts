import { isAlive, isOfThisHost } from '../base/owner.ts'
import type { FoundRun } from './find-runs.ts'

/** What a garbage collector makes of a run; only `garbage` may go. */
export type Fate = 'alive' | 'kept' | 'elsewhere' | 'garbage'

/** Another host's run cannot be asked whether it lives: it is garbage after its time-to-live, and not before. */
export function fateOf(run: FoundRun, nowMs = Date.now()): Fate {
  if (run.kept) return 'kept'
  if (!isOfThisHost(run.owner)) return nowMs > run.createdMs + run.ttlSeconds * 1000 ? 'garbage' : 'elsewhere'
  return isAlive(run.owner) ? 'alive' : 'garbage'
}
