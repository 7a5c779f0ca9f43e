import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { streamFile, writeManifest } from '../../history/history-writer.ts'
import type { Run } from './run.ts'

/** Writes a made run as the streams of a history, below `directory`. */
export async function writeRun(run: Run, directory: string): Promise<void> {
  const history = join(directory, 'history')
  writeManifest(history, run.manifest)
  const [start, ...words] = run.prober.slice(0, -1)
  const definitions = run.series.map(definition => ({ ...start!, type: 'series', definition }))
  const samples = [...run.samples.values()].flatMap(series => [...series]).sort((a, b) => a.atUs - b.atUs)
  const ledger = [...run.ledger.operations, ...[...run.ledger.watchers.values()].flat(), ...run.ledger.finalLists]
  const end = run.prober.at(-1)
  const streams = {
    harness: run.harness,
    'client-0': [start, ...definitions, ...words, ...samples, end],
    'ledger-0': [start, ...ledger.sort((a, b) => a.atUs - b.atUs), end],
  }
  for (const [name, records] of Object.entries(streams)) {
    await writeFile(streamFile(history, name), records.map((record, seq) => `${JSON.stringify({ ...record, seq })}\n`).join(''))
  }
}
