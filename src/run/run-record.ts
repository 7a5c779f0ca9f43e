import { readFile } from 'node:fs/promises'
import type { Owner } from '../base/owner.ts'
import { replaceDurably } from './durable-file.ts'
import { runIdsWithState, stateFile } from './state.ts'

/** A process by id and start time. */
export interface ProcessIdentity {
  pid: number
  start: string
}

/** What a later process must know to take over a run: `run.json` in its state. */
export interface RunRecord {
  id: string
  title: string
  owner: Owner
  /** The process that answers for the owner, if there is one. */
  supervisor?: ProcessIdentity
  /** Address of the engine that the run's objects live on. */
  engineHost: string
  /** True once the run may outlive its owner: a cluster of `holdfast up` that was formed. */
  kept: boolean
  createdMs: number
  /** How long hosts other than the owner's leave it alone. */
  ttlSeconds: number
}

export const writeRunRecord = (record: RunRecord): Promise<void> =>
  replaceDurably(stateFile(record.id, 'run.json'), `${JSON.stringify(record, undefined, 2)}\n`)

/** The record, or undefined when the run left no state here (any more). */
export async function readRunRecord(runId: string): Promise<RunRecord | undefined> {
  try {
    return JSON.parse(await readFile(stateFile(runId, 'run.json'), 'utf8')) as RunRecord
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** All runs with state here, oldest first. */
export async function readRunRecords(): Promise<RunRecord[]> {
  const records = await Promise.all((await runIdsWithState()).map(readRunRecord))
  return records.filter(record => record !== undefined)
}
