import type { StreamWriter } from '../history/history-writer.ts'
import type { PhaseName } from '../history/records.ts'
import { guardedStream } from './guarded-stream.ts'

/** The harness' own stream of a run's record. */
export interface HarnessRecord extends Disposable {
  write: StreamWriter['write']
  /** Runs `work` as a phase of the record. */
  inPhase<T>(phase: PhaseName, work: () => Promise<T>): Promise<T>
}

/** Opens it; `onFailure` gets what keeps a line from the disk. */
export function openHarnessRecord(history: string, onFailure: (error: unknown) => void): HarnessRecord {
  const { write, close } = guardedStream(history, 'harness', onFailure)
  return {
    write,
    async inPhase(phase, work) {
      write({ type: 'phase', phase, at: 'begin' })
      try {
        return await work()
      } finally {
        write({ type: 'phase', phase, at: 'end' })
      }
    },
    [Symbol.dispose]: close,
  }
}
