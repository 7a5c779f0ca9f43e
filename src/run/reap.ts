import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '../base/errors.ts'
import { openEngine } from '../engine/engine.ts'
import { cleanUpRun } from './clean-up.ts'
import { playJournal } from './play-undo.ts'
import { readRunRecord } from './run-record.ts'

/** In seconds. The engine may be restarting, or slow; what is left after these is for the garbage collector. */
const pauses = [0, 1, 2, 5, 10, 20, 40, 60, 60, 60]

/** A request that the owner sent with its last breath may still be on its way through the engine. */
const lateRequestsMs = 2000

/** Does what a dead owner did not: heals a run that is kept, removes any other. */
export async function reap(runId: string): Promise<void> {
  for (const seconds of pauses) {
    await sleep(seconds * 1000)
    try {
      return await reapOnce(runId)
    } catch (error) {
      console.error(`${new Date().toISOString()} ${messageOf(error)}`)
    }
  }
}

async function reapOnce(runId: string): Promise<void> {
  const record = await readRunRecord(runId)
  if (record === undefined) return
  const engine = await openEngine(record.engineHost)
  if (record.kept) return playJournal(engine, runId)
  await cleanUpRun(engine, runId)
  await sleep(lateRequestsMs)
  await cleanUpRun(engine, runId)
}
