import { rm } from 'node:fs/promises'
import { messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { type Engine, requireAnswer } from '../engine/engine.ts'
import { type Removed, removeByLabel } from '../engine/remove.ts'
import { labelKeys } from './labels.ts'
import { stateDirectory } from './state.ts'

/** Removing what another process is removing right now is refused for as long as that takes. */
const timeoutMs = 60_000
/** Generous: an engine that is busy removing answers late. One that is gone refuses at once. */
const answerMs = 10_000

/**
 * The one way a run ends, for its owner, its reaper, the supervisor and the garbage collector alike: nothing of it is
 * left on the engine, then nothing of it on disk. Safe to repeat, and to run in two processes at once. The journal needs
 * no playing: all it could undo goes with the containers.
 * @throws WaitTimeoutError naming what stayed, EngineError at once when the engine does not answer
 */
export async function cleanUpRun(engine: Engine, runId: string): Promise<Removed> {
  const removed = await waitUntil(`the end of run ${runId}`, () => removeAll(engine, runId), {
    timeoutMs,
    intervalMs: 1000,
  })
  await rm(stateDirectory(runId), { recursive: true, force: true })
  return removed
}

/** What the engine refuses now it may do later: an error of another family, so that the wait goes on. */
async function removeAll(engine: Engine, runId: string): Promise<Removed> {
  await requireAnswer(engine, answerMs)
  try {
    return await removeByLabel(engine, `${labelKeys.run}=${runId}`)
  } catch (error) {
    throw new Error(messageOf(error), { cause: error })
  }
}
