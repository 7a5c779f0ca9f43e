import { openEngine } from '../engine/engine.ts'
import { cleanUpRun } from './clean-up.ts'
import type { RunRecord } from './run-record.ts'

/** Removes runs, on whichever engine each lives. @throws EngineError, WaitTimeoutError */
export async function removeRuns(records: RunRecord[]): Promise<void> {
  for (const { id, engineHost } of records) await cleanUpRun(await openEngine(engineHost), id)
}
