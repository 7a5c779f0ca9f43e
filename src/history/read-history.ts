import { stat } from 'node:fs/promises'
import { BadInputError, messageOf } from '../base/errors.ts'
import { eachLine } from './each-line.ts'
import { fromSchema2 } from './from-schema-2.ts'
import { emptyHistory, type History } from './history.ts'
import { streamFile } from './history-writer.ts'
import type { WatchEventRecord, WatchSessionRecord } from './ledger-records.ts'
import { parseRecord } from './parse-record.ts'
import { otherVersion, readManifest } from './read-manifest.ts'
import type { HarnessRecord, HistoryRecord, ProberRecord, RecordBase } from './records.ts'
import { historySchemaVersion } from './records.ts'
import { SampleTable } from './samples.ts'
import { SharedTexts } from './shared-texts.ts'
import { StreamWatch } from './stream-watch.ts'
import { TroubledSessions } from './troubled-sessions.ts'

/**
 * Reads a saved history, line by line. What can still be judged is returned, with what is wrong in `problems`.
 * @throws BadInputError when there is no manifest, no stream at all, or another schema version.
 */
export async function readHistory(directory: string): Promise<History> {
  const manifest = await readManifest(directory)
  const history = emptyHistory(manifest)
  const parts: Parts = { tables: new Map(), texts: new SharedTexts(), troubled: new TroubledSessions() }
  const convert = manifest.schema === 2 ? fromSchema2 : undefined
  let found = 0
  for (const name of manifest.streams.toSorted(balancersLast)) {
    const path = streamFile(directory, name)
    const watch = new StreamWatch(name)
    try {
      if (!(await stat(path)).isFile()) throw new Error('not a file')
      await eachRecord(path, watch, convert, record => keep(history, parts, name, record))
      found++
      history.problems.push(...watch.problems())
    } catch (error) {
      if (error instanceof BadInputError) throw error
      history.problems.push(`the stream ${name} could not be read: ${messageOf(error)}`)
    }
  }
  if (found === 0)
    throw new BadInputError(`${directory}: none of its streams could be read: ${history.problems.join('; ')}`)
  for (const [id, table] of parts.tables) {
    history.samples.set(id, table.inOrder())
    if (!history.series.some(series => series.id === id))
      history.problems.push(`the series ${id} has samples and no definition`)
  }
  history.harness.sort(byTime)
  history.prober.sort(byTime)
  history.balancerEvents.sort(byTime)
  return history
}

/** Which of the balancer's sessions are kept depends on the samples. */
const balancersLast = (a: string, b: string): number => Number(a.startsWith('lb-')) - Number(b.startsWith('lb-'))

const byTime = (a: RecordBase, b: RecordBase): number => a.atUs - b.atUs || a.seq - b.seq

/** An unreadable line is held back by one, because only the last one may be a writer's unfinished work. */
async function eachRecord(
  path: string,
  watch: StreamWatch,
  convert: Parameters<typeof parseRecord>[1],
  take: (record: HistoryRecord) => void,
): Promise<void> {
  let unreadable: string | undefined
  await eachLine(path, line => {
    if (line === '') return
    if (unreadable !== undefined) watch.unreadable(unreadable, false)
    const record = parseRecord(line, convert)
    unreadable = typeof record === 'string' ? record : undefined
    if (typeof record === 'string') return
    if (record.type === 'start' && record.schema !== historySchemaVersion) throw otherVersion(path, record.schema)
    watch.record(record)
    take(record)
  })
  if (unreadable !== undefined) watch.unreadable(unreadable, true)
}

interface Parts {
  tables: Map<string, SampleTable>
  texts: SharedTexts
  troubled: TroubledSessions
}

function keep(history: History, { tables, texts, troubled }: Parts, stream: string, record: HistoryRecord): void {
  if (record.type === 'sample') {
    const table = tables.get(record.series) ?? new SampleTable()
    tables.set(record.series, table)
    table.add(record)
    troubled.see(record)
    return
  }
  if (record.type === 'series') history.series.push(record.definition)
  if (record.type === 'broken-off') history.problems.push(`the run broke off: ${record.reason}`)
  if (record.type === 'operation') history.ledger.operations.push(texts.share(record))
  else if (record.type === 'watch-event' || record.type === 'watch-session') keepWatch(history, texts.share(record))
  else if (record.type === 'final-list' || record.type === 'final-list-failed') history.ledger.finalLists.push(record)
  else if (record.type === 'session') {
    if (troubled.keeps(record)) history.sessions.push(record)
  } else if (record.type === 'upstream' || record.type === 'address') history.balancerEvents.push(record)
  else if (stream === 'harness') history.harness.push(record as HarnessRecord)
  else if (stream.startsWith('client-')) history.prober.push(record as Exclude<ProberRecord, { type: 'sample' }>)
}

function keepWatch({ ledger }: History, record: WatchEventRecord | WatchSessionRecord): void {
  const course = ledger.watchers.get(record.watcher)
  if (course) course.push(record)
  else ledger.watchers.set(record.watcher, [record])
}
