import type { Line } from './from-schema-2.ts'
import type { Fate, LedgerOperation } from './ledger-records.ts'
import type { HistoryRecord, Sample } from './records.ts'
import { outcomes } from './records.ts'

const knownTypes: ReadonlySet<unknown> = new Set<HistoryRecord['type']>([
  'start',
  'phase',
  'stage',
  'fault',
  'schedule',
  'skipped',
  'engine',
  'node',
  'pod',
  'lease',
  'carrier',
  'heartbeat',
  'endpoints',
  'members',
  'addition',
  'intruder',
  'final',
  'recovered',
  'claim',
  'command',
  'note',
  'broken-off',
  'clock-step',
  'memory',
  'end',
  'sample',
  'series',
  'etcd',
  'etcd-silent',
  'health',
  'host',
  'audit',
  'control',
  'session',
  'upstream',
  'address',
  'operation',
  'watch-event',
  'watch-session',
  'final-list',
  'final-list-failed',
])
const knownFates: ReadonlySet<unknown> = new Set<Fate>(['acknowledged', 'rejected', 'indeterminate'])
const knownOutcomes: ReadonlySet<unknown> = new Set(outcomes)

/**
 * A line of a stream, or in words why it is none. By hand and not by zod: a history may have a million of them.
 * @param convert what brings a line of an older schema to this one
 */
export function parseRecord(line: string, convert?: (line: Line) => Line): HistoryRecord | string {
  let value: Partial<HistoryRecord> | null
  try {
    value = JSON.parse(line)
  } catch {
    return 'no JSON'
  }
  if (typeof value !== 'object' || value === null) return 'no record'
  if (convert) value = convert(value as Line) as Partial<HistoryRecord>
  if (!Number.isSafeInteger(value.seq) || !Number.isSafeInteger(value.atUs)) return 'a record without number or time'
  if (!knownTypes.has(value.type)) return `a record of unknown type '${String(value.type)}'`
  if (value.type === 'sample' && !isSample(value)) return 'a sample without its times or outcome'
  if (value.type === 'series' && typeof value.definition?.id !== 'string') return 'a series without its definition'
  if (value.type === 'operation' && !isOperation(value)) return 'an operation without its times or fate'
  return value as HistoryRecord
}

const isOperation = (value: Partial<LedgerOperation>): boolean =>
  typeof value.client === 'string' &&
  typeof value.object === 'string' &&
  Number.isSafeInteger(value.sentUs) &&
  Number.isSafeInteger(value.endUs) &&
  knownFates.has(value.fate)

const isSample = (value: Partial<Sample>): boolean =>
  typeof value.series === 'string' &&
  Number.isSafeInteger(value.n) &&
  Number.isSafeInteger(value.intendedUs) &&
  Number.isSafeInteger(value.endUs) &&
  (value.sentUs === undefined || Number.isSafeInteger(value.sentUs)) &&
  knownOutcomes.has(value.outcome)
