import { rm } from 'node:fs/promises'
import { InterruptedError } from '../base/errors.ts'
import { thisOwner } from '../base/owner.ts'
import type { Engine } from '../engine/engine.ts'
import { cleanUpRun } from './clean-up.ts'
import { type Journal, openJournal } from './journal.ts'
import { type Labels, runLabels } from './labels.ts'
import { startReaper } from './reaper.ts'
import { type RunRecord, writeRunRecord } from './run-record.ts'
import { makeStateDirectory } from './state.ts'
import { isRunning, supervisorIn } from './supervision.ts'
import { timeId } from './time-id.ts'

interface RunOptions {
  /** For people: what the run is about. */
  title: string
  /** Meant to outlive this process: it will, from {@link Run.keep} on. @default false */
  kept?: boolean
  /** How long other hosts on the same engine leave it alone. @default 6 hours */
  ttlSeconds?: number
}

/** A run that has begun: whatever happens to this process, nothing that carries its labels stays behind. */
export interface Run extends AsyncDisposable {
  id: string
  /** For every network, container and volume of the run, in the call that creates it. */
  labels: Labels
  /** Its state on disk, 0700, gone when the run is: the place for credentials. */
  directory: string
  journal: Journal
  /** From here on it outlives this process; {@link Run.end} then leaves it as it is. */
  keep(): Promise<void>
  /** Removes all of it, unless it is kept. Ending twice is harmless. */
  end(): Promise<void>
}

/** Longer than any run of ours takes, short enough that a shared engine does not fill up. */
const defaultTtlSeconds = 6 * 3600

/** Nothing of a run that does not begin is left. */
async function begin(record: RunRecord, directory: string): ReturnType<typeof startReaper> {
  try {
    await writeRunRecord(record)
    return await startReaper(record.id)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

/**
 * Begins a run: its record is on disk and its reaper watches before this returns, so that objects may be created.
 * @throws InterruptedError when this process has lost its supervisor. HoldfastError when the reaper does not start.
 */
export async function beginRun(
  engine: Engine,
  { title, kept = false, ttlSeconds = defaultTtlSeconds }: RunOptions,
): Promise<Run> {
  const supervisor = supervisorIn(process.env)
  if (supervisor && !isRunning(supervisor)) throw new InterruptedError('the process that started this one was killed')
  const id = timeId()
  const owner = thisOwner()
  const createdMs = Date.now()
  const directory = await makeStateDirectory(id)
  const record: RunRecord = {
    id,
    title,
    owner,
    ...(supervisor && { supervisor }),
    engineHost: engine.host,
    kept: false,
    createdMs,
    ttlSeconds,
  }
  const reaper = await begin(record, directory)

  const keep = async () => {
    record.kept = true
    await writeRunRecord(record)
  }
  let ended: Promise<void> | undefined
  const end = () => {
    ended ??= (async () => {
      // When this fails the reaper stays, and tries again once this process is gone.
      if (!record.kept) await cleanUpRun(engine, id)
      await reaper.release()
    })()
    return ended
  }
  return {
    id,
    labels: runLabels(owner, id, { kept, createdMs, ttlSeconds }),
    directory,
    journal: openJournal(id, reaper.journalChanged),
    keep,
    end,
    [Symbol.asyncDispose]: end,
  }
}
