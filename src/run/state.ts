import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HoldfastError } from '../base/errors.ts'
import { homeDirectory } from '../base/home-directory.ts'

/** `$XDG_STATE_HOME/holdfast/runs`: one directory a run, there for as long as something of it may exist. */
const stateRoot = (): string =>
  join(process.env.XDG_STATE_HOME || join(homeDirectory(), '.local', 'state'), 'holdfast', 'runs')

/** A run's own directory; for its owner's eyes only, credentials lie there. */
export const stateDirectory = (runId: string): string => join(stateRoot(), runId)

/** Files of a run's state. */
export const stateFile = (runId: string, name: 'run.json' | 'journal.ndjson' | 'reaper.log' | 'cluster.json'): string =>
  join(stateDirectory(runId), name)

/** Makes the directory, 0700. @throws HoldfastError */
export async function makeStateDirectory(runId: string): Promise<string> {
  const directory = stateDirectory(runId)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new HoldfastError(`the state of run ${runId} cannot be kept in ${stateRoot()}`, {
      hint: 'name a directory that this user may write to by XDG_STATE_HOME or HOME',
      cause: error,
    })
  }
  return directory
}

/** Between a run's directory and its record lie milliseconds. */
const beginsWithinMs = 60_000

/** Removes state that never became a run's: its record was never written. One that begins right now is spared. Returns paths. */
export async function removeStrayState({ dryRun = false } = {}): Promise<string[]> {
  const strays: string[] = []
  for (const id of await runIdsWithState()) {
    const began = await stat(stateDirectory(id)).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    )
    if (existsSync(stateFile(id, 'run.json')) || Date.now() - began < beginsWithinMs) continue
    if (!dryRun) await rm(stateDirectory(id), { recursive: true, force: true })
    strays.push(stateDirectory(id))
  }
  return strays
}

/** Ids of all runs that left state here, oldest first. */
export async function runIdsWithState(): Promise<string[]> {
  try {
    return (await readdir(stateRoot())).sort()
  } catch {
    return []
  }
}
