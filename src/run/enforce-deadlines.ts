import { nowUs } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { openEngine } from '../engine/engine.ts'
import { type PendingUndo, pendingUndos } from './journal.ts'
import { playUndos } from './play-undo.ts'
import { readRunRecord } from './run-record.ts'

/** Takes faults back at their deadlines, even when the owner hangs. */
interface Deadlines {
  /** Reads the journal again. */
  look(): Promise<void>
  stop(): void
}

const retryMs = 2000

/** Watches over the journal of a run from the reaper. */
export function enforceDeadlines(runId: string): Deadlines {
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const look = async (): Promise<void> => {
    const undos = (await pendingUndos(runId)).filter(undo => undo.deadlineUs !== undefined)
    clearTimeout(timer)
    if (stopped || undos.length === 0) return
    const due = undos.filter(undo => undo.deadlineUs! <= nowUs())
    if (due.length > 0 && !(await undo(due))) return lookIn(retryMs)
    if (due.length > 0) return look()
    lookIn(Math.min(...undos.map(undo => undo.deadlineUs! - nowUs())) / 1000)
  }

  const lookIn = (ms: number) => {
    timer = setTimeout(() => void look(), Math.max(1, Math.ceil(ms)))
  }

  const undo = async (due: PendingUndo[]): Promise<boolean> => {
    try {
      await undoAll(runId, due)
      return true
    } catch (error) {
      console.error(`${new Date().toISOString()} deadline: ${messageOf(error)}`)
      return false
    }
  }

  return {
    look,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

async function undoAll(runId: string, due: PendingUndo[]): Promise<void> {
  const record = await readRunRecord(runId)
  if (record === undefined) return
  await playUndos(await openEngine(record.engineHost), runId, due)
}
