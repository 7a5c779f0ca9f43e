import { createWriteStream } from 'node:fs'
import { HoldfastError } from '../base/errors.ts'
import { streamFile } from './history-writer.ts'

/** The stream of a writer that numbers its own lines. */
export interface SavedStream extends AsyncDisposable {
  /** Appends a line; ignored once the stream is closed. */
  save: (line: string) => void
}

/** Begins the file of a stream, its owner's alone; `onFailure` gets what keeps a line from the disk. */
export function saveStream(directory: string, writer: string, onFailure: (error: HoldfastError) => void): SavedStream {
  const file = createWriteStream(streamFile(directory, writer), { mode: 0o600 })
  file.on('error', cause => onFailure(new HoldfastError(`cannot write ${file.path}`, { cause })))
  return {
    save: line => {
      if (!file.writableEnded) file.write(`${line}\n`)
    },
    [Symbol.asyncDispose]: () => new Promise(resolve => void file.end(resolve)),
  }
}
