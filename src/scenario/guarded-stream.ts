import { openStream, type StreamWriter } from '../history/history-writer.ts'

/** Opens a stream whose lines come from timers and other streams, where nobody catches: `onFailure` gets what keeps one from the disk. */
export function guardedStream(history: string, writer: string, onFailure: (error: unknown) => void): StreamWriter {
  const stream = openStream(history, writer)
  return {
    write: record => {
      try {
        stream.write(record)
      } catch (error) {
        onFailure(error)
      }
    },
    close: () => stream.close(),
  }
}
