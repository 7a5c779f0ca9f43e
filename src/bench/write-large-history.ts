import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFrom } from '../base/seed.ts'
import { streamFile, writeManifest } from '../history/history-writer.ts'
import type { LedgerOperation, LedgerRecord, WatchEventRecord } from '../history/ledger-records.ts'
import type { Manifest } from '../history/manifest.ts'
import {
  type HarnessRecord,
  historySchemaVersion,
  type Operation,
  type ProberRecord,
  type SeriesDefinition,
} from '../history/records.ts'
import { topologySchema } from '../topology/topology.ts'

/** How large the written history is. */
export interface HistorySize {
  samples: number
  operations: number
}

type Bare<T> = T extends unknown ? Omit<T, 'seq' | 'atUs'> & { atUs: number } : never

const beginUs = 1_000_000_000
const intervalMs = 50
const series: SeriesDefinition[] = (['cached-read', 'quorum-read', 'write', 'static-read'] as const).flatMap(
  operation =>
    (['new', 'reused'] as const).map(connection => ({
      id: `lb/${operation}/${connection}`,
      path: 'lb' as const,
      operation,
      connection,
      intervalMs,
      deadlineMs: 5000,
    })),
)
const watchers = ['watcher-0', 'watcher-1', 'watcher-2', 'watcher-3']

/**
 * Writes the history of a long, quiet run with one crash in its middle, for measuring how it is judged: eight series at
 * 20 Hz, the ledger's clients, four watchers that see every write of theirs. The same size gives the same bytes.
 */
export async function writeLargeHistory(directory: string, { samples, operations }: HistorySize): Promise<void> {
  const rounds = Math.ceil(samples / series.length)
  const endUs = beginUs + rounds * intervalMs * 1000
  const faultUs = beginUs + Math.round((endUs - beginUs) / 2)
  await mkdir(join(directory, 'logs'), { recursive: true })
  const history = join(directory, 'history')
  writeManifest(history, manifest)
  await write(history, 'harness', harness(endUs, faultUs))
  await write(history, 'client-0', prober(rounds, faultUs))
  await write(history, 'ledger-0', ledger(operations, endUs))
}

async function write<T extends HarnessRecord | ProberRecord | LedgerRecord>(
  directory: string,
  name: string,
  records: Iterable<Bare<T>>,
): Promise<void> {
  const file = createWriteStream(streamFile(directory, name), { mode: 0o600 })
  let seq = 0
  let chunk = ''
  let writtenUs = 0
  for (const record of records) {
    writtenUs = Math.max(writtenUs, record.atUs)
    chunk += `${JSON.stringify({ seq: seq++, ...record, atUs: writtenUs })}\n`
    if (chunk.length < 1 << 20) continue
    if (!file.write(chunk)) await once(file, 'drain')
    chunk = ''
  }
  file.end(chunk)
  await once(file, 'close')
}

function* harness(endUs: number, faultUs: number): Generator<Bare<HarnessRecord>> {
  yield { type: 'start', writer: 'harness', schema: historySchemaVersion, atUs: beginUs }
  yield { type: 'phase', phase: 'steady', at: 'begin', atUs: beginUs }
  yield { type: 'phase', phase: 'steady', at: 'end', atUs: faultUs }
  yield { type: 'phase', phase: 'hold', at: 'begin', atUs: faultUs }
  yield { type: 'phase', phase: 'hold', at: 'end', atUs: endUs }
  yield { type: 'end', atUs: endUs }
}

function* prober(rounds: number, faultUs: number): Generator<Bare<ProberRecord>> {
  const random = randomFrom(1)
  yield { type: 'start', writer: 'client-0', schema: historySchemaVersion, atUs: beginUs }
  for (const definition of series) yield { type: 'series', definition, atUs: beginUs }
  for (let n = 0; n < rounds; n++) {
    for (const [index, { id, operation }] of series.entries()) {
      const intendedUs = beginUs + n * intervalMs * 1000 + index * 5000
      const leaderless = needsQuorum(operation) && intendedUs >= faultUs && intendedUs < faultUs + 7_000_000
      const endUs = intendedUs + (leaderless ? 5_000_000 : 2000 + random.below(9000))
      yield {
        type: 'sample',
        series: id,
        n,
        intendedUs,
        sentUs: intendedUs + 150,
        connectedUs: intendedUs + 1500,
        ...(leaderless ? {} : { firstByteUs: endUs - 100 }),
        requestSent: true,
        localPort: 20_000 + ((n * series.length + index) % 40_000),
        ...(operation === 'write' ? { object: `${id.replaceAll('/', '-')}-${n}` } : {}),
        ...(operation === 'write' && !leaderless ? { resourceVersion: versionAt(intendedUs + 1) } : {}),
        endUs,
        outcome: leaderless ? 'timeout' : 'ok',
        ...(leaderless ? { detail: 'deadline' } : {}),
        atUs: endUs,
      }
    }
  }
  yield { type: 'end', atUs: beginUs + rounds * intervalMs * 1000 + 6_000_000 }
}

/** A store whose revision counts the µs: what happens later has the higher version. */
const versionAt = (us: number): string => String(us - beginUs)

const needsQuorum = (operation: Operation): boolean => operation === 'quorum-read' || operation === 'write'

/** Each object is created, updated, read by two clients and deleted; every watcher sees the three writes. */
function* ledger(count: number, endUs: number): Generator<Bare<LedgerRecord>> {
  yield { type: 'start', writer: 'ledger-0', schema: historySchemaVersion, atUs: beginUs }
  const stepUs = Math.floor((endUs - beginUs) / count)
  const story = ['create', 'get', 'update', 'get-cached', 'delete'] as const
  for (const watcher of watchers) {
    yield { type: 'watch-session', watcher, path: 'lb', step: 'list', resourceVersion: '1', objects: [], atUs: beginUs }
    yield { type: 'watch-session', watcher, path: 'lb', step: 'open', from: '1', atUs: beginUs }
    yield { type: 'watch-session', watcher, path: 'lb', step: 'answered', from: '1', status: 200, atUs: beginUs }
  }
  let last = ''
  for (let n = 0; n < count; n++) {
    const verb = story[n % story.length]!
    const object = `writer-0-${Math.floor(n / story.length)}`
    const sentUs = beginUs + n * stepUs
    const endUs = sentUs + Math.floor(stepUs / 2)
    const writes = verb === 'create' || verb === 'update' || verb === 'delete'
    const reads = verb === 'get' || verb === 'get-cached'
    const expects = last
    if (writes) last = versionAt(sentUs + 2)
    const operation: Bare<LedgerOperation> = {
      type: 'operation',
      client: reads ? 'reader-0' : 'writer-0',
      path: reads ? 'direct:server:0' : 'lb',
      verb,
      object,
      sentUs,
      endUs,
      fate: 'acknowledged',
      outcome: 'ok',
      ...(verb === 'delete' ? {} : { value: `${object}-${reads ? expects : last}`, resourceVersion: last }),
      ...(verb === 'update' || verb === 'delete' ? { expects } : {}),
      atUs: endUs,
    }
    if (reads) operation.value = `${object}-${last}`
    yield operation
    if (writes) yield* events(verb, object, last, verb === 'delete' ? expects : last, endUs)
  }
  yield { type: 'end', atUs: endUs }
}

function* events(
  verb: 'create' | 'update' | 'delete',
  object: string,
  resourceVersion: string,
  storedAs: string,
  atUs: number,
): Generator<Bare<WatchEventRecord>> {
  const event = ({ create: 'ADDED', update: 'MODIFIED', delete: 'DELETED' } as const)[verb]
  for (const watcher of watchers) {
    yield { type: 'watch-event', watcher, event, object, resourceVersion, value: `${object}-${storedAs}`, atUs }
  }
}

const manifest: Manifest = {
  schema: historySchemaVersion,
  runId: 'bench',
  scenario: { title: 'a long run', file: 'bench', tags: [] },
  seed: 1,
  generator: 'bench',
  holdfast: { version: 'bench', commit: 'bench' },
  topology: topologySchema.parse({}),
  nodes: [],
  limits: { series: { 'cached-read': { longestOutageMs: 2000 }, write: { longestOutageMs: 12_000 } } },
  series,
  images: [],
  engine: { name: 'none', version: 'none', private: false },
  host: { kernel: 'any', cores: 1, memoryBytes: 0 },
  clock: { monotonicUs: beginUs, wallMs: 1_760_000_000_000 },
  etcd: { heartbeatMs: 500, electionMs: 5000 },
  command: 'holdfast bench judging',
  streams: ['harness', 'client-0', 'ledger-0'],
}
