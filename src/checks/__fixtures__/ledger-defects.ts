import type { LedgerOperation, WatchEventRecord } from '../../history/ledger-records.ts'
import { gatherLedger } from '../ledger/ledger-facts.ts'
import { isNewer } from '../ledger/version.ts'
import type { Run } from './run.ts'

type Versioned = LedgerOperation & { resourceVersion: string }

/** The final lists of all servers. */
export const finalLists = (run: Run) => run.ledger.finalLists.filter(record => record.type === 'final-list')

/** Changes an object in the final list of every server, or takes it out. */
export function inFinalLists(run: Run, object: string, change: { resourceVersion: string; value?: string } | undefined): void {
  for (const list of finalLists(run)) {
    list.objects = list.objects.filter(({ name }) => name !== object)
    if (change) list.objects.push({ name: object, ...change })
  }
}

const isUndecided = ({ verb, fate, resourceVersion }: LedgerOperation) =>
  verb !== 'get-cached' && (fate === 'indeterminate' || verb === 'delete' || (verb === 'get' && resourceVersion === undefined))

/** Objects on which versions alone decide: no delete, no absence, no write without an answer. */
const decided = (run: Run) =>
  [...gatherLedger(run).byObject].filter(([, operations]) => !operations.some(isUndecided))

const writesOf = (operations: readonly LedgerOperation[]): Versioned[] =>
  operations
    .filter((o): o is Versioned => (o.verb === 'create' || o.verb === 'update') && o.fate === 'acknowledged')
    .toSorted((a, b) => (isNewer(a.resourceVersion, b.resourceVersion) ? 1 : -1))

/** The writes of an object that was updated at least twice, and on which versions alone decide; oldest first. */
export function chain(run: Run): Versioned[] {
  for (const [, operations] of decided(run)) if (writesOf(operations).length >= 3) return writesOf(operations)
  throw new Error('no object was updated twice')
}

/** A read of an object, and an older version that it might have shown. `fits` may ask for more. */
export function readAndOlder(
  run: Run,
  verb: 'get' | 'get-cached',
  fits: (read: Versioned, older: Versioned, earlier: Versioned[]) => boolean,
): { read: Versioned; older: Versioned } {
  for (const [, operations] of decided(run)) {
    const writes = writesOf(operations)
    for (const read of operations) {
      if (read.verb !== verb || read.resourceVersion === undefined) continue
      const place = writes.findIndex(({ resourceVersion }) => resourceVersion === read.resourceVersion)
      const older = writes[place - 1]
      const earlier = operations.filter((o): o is Versioned => o.client === read.client && o.verb === verb && o.endUs < read.sentUs)
      // The newer version was known before the read began.
      if (!older || writes[place]!.endUs >= read.sentUs) continue
      if (fits(read as Versioned, older, earlier)) return { read: read as Versioned, older }
    }
  }
  throw new Error('no read fits')
}

/** Lets a read show another version. */
export function shows(read: LedgerOperation, { resourceVersion, value }: LedgerOperation): void {
  Object.assign(read, { resourceVersion, value })
}

/** An acknowledged delete with a later quorum read that found nothing, and the write that it deleted. */
export function deletedAndRead(run: Run) {
  for (const [, operations] of gatherLedger(run).byObject) {
    const gone = operations.find(o => o.verb === 'delete' && o.fate === 'acknowledged')
    const read = operations.find(o => o.verb === 'get' && o.fate === 'acknowledged' && !o.resourceVersion && o.sentUs > (gone?.endUs ?? Infinity))
    const write = operations.find(o => o.resourceVersion === gone?.expects && o.verb !== 'get' && o.verb !== 'get-cached')
    const isLast = !operations.some(o => o.verb === 'create' && o.endUs > (gone?.endUs ?? 0))
    if (gone && read && write && isLast) return { gone, read, write }
  }
  throw new Error('no deleted object was read')
}

export const course = (run: Run, watcher: string) => run.ledger.watchers.get(watcher)!

/** Places in a watcher's course where two events follow each other in one stream. */
export function adjacentEvents(run: Run, watcher: string): number[] {
  const records = course(run, watcher)
  const isEvent = (index: number) => {
    const record = records[index]
    return record?.type === 'watch-event' && record.event !== 'BOOKMARK'
  }
  return records.flatMap((_, index) => (isEvent(index) && isEvent(index + 1) && isEvent(index + 2) ? [index] : []))
}

export const eventAt = (run: Run, watcher: string, index: number) => course(run, watcher)[index] as WatchEventRecord

/** Exchanges the records at two places. */
export function swap<T>(items: T[], one: number, other: number): void {
  ;[items[one], items[other]] = [items[other]!, items[one]!]
}

/**
 * The store gives two writes of different objects each other's versions, and watches tell them in the order of version:
 * all is as it should be, but that the second was sent after the first had ended.
 */
export function exchangeVersions(run: Run): void {
  const { commits } = gatherLedger(run)
  for (let i = 0; i + 1 < commits.length; i++) {
    const [one, two] = [commits[i]!, commits[i + 1]!]
    if (one.n === undefined || two.n === undefined || one.endUs >= two.sentUs) continue
    const places = [...run.ledger.watchers.values()].map(records => ({
      records,
      at: records.findIndex(r => r.type === 'watch-event' && r.event !== 'BOOKMARK' && r.resourceVersion === one.resourceVersion),
    }))
    const isNext = (record: unknown) => (record as WatchEventRecord).resourceVersion === two.resourceVersion
    if (!places.every(({ records, at }) => at !== -1 && isNext(records[at + 1]))) continue
    const other = new Map([[one.object, two.resourceVersion], [two.object, one.resourceVersion]])
    for (const { records, at } of places) {
      for (const index of [at, at + 1]) {
        const event = records[index] as WatchEventRecord
        records[index] = { ...event, resourceVersion: other.get(event.object!)! }
      }
      swap(records, at, at + 1)
    }
    for (const list of finalLists(run)) {
      for (const object of list.objects) object.resourceVersion = other.get(object.name) ?? object.resourceVersion
    }
    const lists = [...run.ledger.watchers.values()].flat().filter(r => r.type === 'watch-session' && r.step === 'list')
    for (const list of lists) {
      if (list.type !== 'watch-session' || list.step !== 'list') continue
      for (const object of list.objects) object.resourceVersion = other.get(object.name) ?? object.resourceVersion
    }
    for (const write of [one, two])
      run.change(write.client, 0, 1000, ({ object }) => (object === write.object ? { resourceVersion: other.get(object)! } : undefined))
    return
  }
  throw new Error('no two writes follow each other')
}
