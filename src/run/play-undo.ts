import { inspectContainer, startContainer, unpauseContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { listByLabel } from '../engine/remove.ts'
import { openJournal, type PendingUndo, pendingUndos, type Undo } from './journal.ts'
import { labelKeys } from './labels.ts'

/** Takes all pending acts of a run back that goes on to exist. @throws EngineError */
export const playJournal = async (engine: Engine, runId: string): Promise<void> =>
  playUndos(engine, runId, await pendingUndos(runId))

/**
 * Takes acts back in the given order, and writes down each when it is. Twice is as good as once, and what no longer
 * exists needs nothing. @throws EngineError
 */
export async function playUndos(engine: Engine, runId: string, undos: PendingUndo[]): Promise<void> {
  if (undos.length === 0) return
  const present = new Set((await listByLabel(engine, `${labelKeys.run}=${runId}`)).map(thing => thing.id))
  const journal = openJournal(runId)
  for (const { id, undo } of undos) {
    if (present.has(undo.id)) await playUndo(engine, undo)
    await journal.done(id)
  }
}

async function playUndo(engine: Engine, { kind, id }: Undo): Promise<void> {
  if (kind === 'start-container') return startContainer(engine, id)
  if ((await inspectContainer(engine, id)).paused) await unpauseContainer(engine, id)
}
