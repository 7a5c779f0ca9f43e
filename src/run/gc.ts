import type { Engine } from '../engine/engine.ts'
import { removeStrayHelpers } from '../engine/helpers.ts'
import { cleanUpRun } from './clean-up.ts'
import { type Fate, fateOf } from './fate.ts'
import { type FoundRun, findRuns } from './find-runs.ts'
import { removeStrayState } from './state.ts'

interface GarbageOptions {
  /** Runs of other hosts too, before their time. Never what lives here, nor what is kept. @default false */
  all?: boolean
  /** Only say what would go. @default false */
  dryRun?: boolean
}

/** What a collection did, and what it left and why. */
export interface Garbage {
  removed: FoundRun[]
  left: (FoundRun & { fate: Exclude<Fate, 'garbage'> })[]
  /** What belongs to no run: containers that checked an image, state of runs that never began. */
  strays: string[]
}

/** Removes all that dead owners left on an engine. @throws WaitTimeoutError naming what would not go */
export async function collectGarbage(
  engine: Engine,
  { all = false, dryRun = false }: GarbageOptions = {},
): Promise<Garbage> {
  const garbage: Garbage = { removed: [], left: [], strays: [] }
  for (const run of await findRuns(engine)) {
    const fate = fateOf(run, engine)
    if (fate === 'garbage' || (all && fate === 'elsewhere')) garbage.removed.push(run)
    else garbage.left.push({ ...run, fate })
  }
  if (!dryRun) for (const { id } of garbage.removed) await cleanUpRun(engine, id)
  garbage.strays = [...(await removeStrayHelpers(engine, { dryRun })), ...(await removeStrayState({ dryRun }))]
  return garbage
}
