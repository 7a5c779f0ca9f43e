import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { processIds } from '../../base/process-ids.ts'
import type { Engine } from '../../engine/engine.ts'
import { listByLabel } from '../../engine/remove.ts'

/** A run that belongs to a program which a test may kill. */
export interface OwnedRun {
  process: ChildProcess
  id: string
  container: string
}

/** Starts a program that begins a run and says so by one line of JSON; `through` is a command that starts it. */
export async function ownRun(program: string, args: string[], through: string[] = []): Promise<OwnedRun> {
  const child = spawn(process.execPath, [...through, program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout! }), 'line')
  return { process: child, ...JSON.parse(line) }
}

/** The kinds of what the run has on the engine. */
export const leftOf = async (engine: Engine, { id }: OwnedRun): Promise<string[]> =>
  (await listByLabel(engine, `holdfast.run=${id}`)).map(({ kind }) => kind).sort()

/** The process id of its reaper. */
export async function reaperOf({ id }: OwnedRun): Promise<number> {
  for (const pid of await processIds()) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes('reaper-main') && command.includes(id)) return pid
  }
  throw new Error('no reaper')
}
