import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { nowUs } from '../base/clock.ts'
import { HoldfastError } from '../base/errors.ts'
import type { Manifest } from './manifest.ts'
import type { HistoryRecord } from './records.ts'
import { historySchemaVersion } from './records.ts'

type Unwritten<Record> = Record extends unknown ? Omit<Record, 'seq' | 'atUs'> & { atUs?: number } : never

/** A record before it is written: its number is the stream's to give, and its time is now unless it says otherwise. */
type NewRecord = Unwritten<HistoryRecord>

/** One writer's stream of a history. */
export interface StreamWriter {
  /** Appends one line, at once: a crash loses at most the line being written. Ignored once closed. @throws HoldfastError */
  write(record: NewRecord): void
  /** Writes the `end` record, without which a reader calls the stream incomplete. Closing twice is harmless. */
  close(): void
}

/** Where a writer's stream lives within a history. */
export const streamFile = (directory: string, writer: string): string => join(directory, `${writer}.ndjson`)

/**
 * Begins the stream of `writer` with its `start` record; the file is its owner's alone.
 * @throws the file system's error, also when that writer has a stream already: a history is written once.
 */
export function openStream(directory: string, writer: string): StreamWriter {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = openSync(streamFile(directory, writer), 'wx', 0o600)
  let seq = 0
  let open = true
  const write = (record: NewRecord) => {
    if (!open) return
    const { atUs = nowUs(), ...rest } = record
    try {
      writeSync(file, `${JSON.stringify({ seq: seq++, atUs, ...rest })}\n`)
    } catch (error) {
      throw new HoldfastError(`cannot write ${streamFile(directory, writer)}`, { cause: error })
    }
  }
  write({ type: 'start', writer, schema: historySchemaVersion })
  return {
    write,
    close: () => {
      if (!open) return
      try {
        write({ type: 'end' })
      } finally {
        open = false
        closeSync(file)
      }
    },
  }
}

/** Writes the head of a history, and replaces an earlier one; the file is its owner's alone. */
export function writeManifest(directory: string, manifest: Manifest): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeFileSync(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
}
