import { mkdir, readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** `$XDG_STATE_HOME/holdfast/runs`: one directory a run, there for as long as something of it may exist. */
const stateRoot = (): string =>
  join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'holdfast', 'runs')

/** A run's own directory; for its owner's eyes only, credentials lie there. */
export const stateDirectory = (runId: string): string => join(stateRoot(), runId)

/** Files of a run's state. */
export const stateFile = (runId: string, name: 'run.json' | 'journal.ndjson' | 'reaper.log'): string =>
  join(stateDirectory(runId), name)

/** Makes the directory, 0700. */
export async function makeStateDirectory(runId: string): Promise<string> {
  const directory = stateDirectory(runId)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return directory
}

/** Ids of all runs that left state here, oldest first. */
export async function runIdsWithState(): Promise<string[]> {
  try {
    return (await readdir(stateRoot())).sort()
  } catch {
    return []
  }
}
