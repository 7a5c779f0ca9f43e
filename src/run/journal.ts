import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { nowUs } from '../base/clock.ts'
import { shell } from '../base/shell.ts'
import type { Setting } from '../engine/apply-setting.ts'
import type { Address } from '../engine/give-address.ts'
import type { Limits } from '../engine/limit-container.ts'
import { appendDurably } from './durable-file.ts'
import { stateFile } from './state.ts'

/** How one act on the engine is taken back. Plain data: another process does it after ours is dead. */
export type Undo =
  | { kind: 'start-container'; id: string }
  | { kind: 'unpause-container'; id: string }
  | { kind: 'limit-container'; id: string; limits: Limits }
  /** A program with its arguments, inside the container for as long as it runs: not every image has a shell. */
  | { kind: 'in-node'; id: string; command: string[] }
  /** Stopped with this grace if it runs, it is given the address and started. */
  | { kind: 'give-address'; id: string; address: Address; graceSeconds: number }
  | { kind: 'apply-setting'; id: string; setting: Setting }
  /** A shell script for a helper of that image in the container's network namespace, which may have ended with it. */
  | { kind: 'in-network'; id: string; image: string; script: string }

/** An act that may have happened and was not yet taken back. */
export interface PendingUndo {
  id: string
  undo: Undo
  /** When the reaper takes it back whatever the owner does; µs of the monotonic clock. */
  deadlineUs?: number
}

type Line = PendingUndo | { done: string }

/** What is to be undone, on disk before it is done. */
export interface Journal {
  /** Durable on return; act only then. `deadlineMs` counts from now. */
  append(undo: Undo, options?: { deadlineMs?: number }): Promise<string>
  /** Says that it was taken back. */
  done(id: string): Promise<void>
}

/** The journal of a run; `onChange` is told after every line. */
export function openJournal(runId: string, onChange: () => void = () => {}): Journal {
  const write = async (line: Line) => {
    await appendDurably(stateFile(runId, 'journal.ndjson'), JSON.stringify(line))
    onChange()
  }
  return {
    append: async (undo, { deadlineMs } = {}) => {
      const id = randomBytes(4).toString('hex')
      await write({ id, undo, ...(deadlineMs === undefined ? {} : { deadlineUs: nowUs() + deadlineMs * 1000 }) })
      return id
    },
    done: id => write({ done: id }),
  }
}

/** What is still to be taken back, newest first, as acts must be. */
export async function pendingUndos(runId: string): Promise<PendingUndo[]> {
  const pending = new Map<string, PendingUndo>()
  for (const line of await readLines(stateFile(runId, 'journal.ndjson'))) {
    if ('done' in line) pending.delete(line.done)
    else pending.set(line.id, line)
  }
  return [...pending.values()].reverse()
}

async function readLines(file: string): Promise<Line[]> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return text.split('\n').flatMap(line => {
    try {
      return [asNow(JSON.parse(line))]
    } catch {
      // Torn by a crash while it was written: it never became durable, so its act never began.
      return []
    }
  })
}

/** Of a run that an earlier version of Holdfast began: what is done in a node was a script. */
function asNow(line: Line & { undo?: { script?: string } }): Line {
  if ('done' in line || line.undo.kind !== 'in-node' || line.undo.script === undefined) return line
  const { script, ...undo } = line.undo
  return { ...line, undo: { ...undo, command: shell(script) } }
}
