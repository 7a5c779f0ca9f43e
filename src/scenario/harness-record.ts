import { openStream, type StreamWriter } from '../history/history-writer.ts'
import type { PhaseName } from '../history/records.ts'

/** The harness' own stream of a run's record. */
export interface HarnessRecord extends Disposable {
  write: StreamWriter['write']
  /** Runs `work` as a phase of the record. */
  inPhase<T>(phase: PhaseName, work: () => Promise<T>): Promise<T>
}

/** Opens it. Lines come from timers and streams too, where nobody catches: `onFailure` gets what keeps one from the disk. */
export function openHarnessRecord(history: string, onFailure: (error: unknown) => void): HarnessRecord {
  const stream = openStream(history, 'harness')
  const write: StreamWriter['write'] = record => {
    try {
      stream.write(record)
    } catch (error) {
      onFailure(error)
    }
  }
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
    [Symbol.dispose]: () => stream.close(),
  }
}
