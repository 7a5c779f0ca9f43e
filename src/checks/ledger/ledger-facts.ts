import type { History } from '../../history/history.ts'
import type { LedgerOperation } from '../../history/ledger-records.ts'
import { type ReportedEvents, reportedEvents } from '../watch/reported-events.ts'
import { type WatchStory, watchStories } from '../watch/watch-story.ts'
import { type Sightings, sightingsOf } from './sightings.ts'
import { compareVersions } from './version.ts'
import { type Commit, fateOf, writeOf, writeSamples } from './write.ts'

/** What follows from the ledger's records and the write probes without any judgement. */
export interface LedgerFacts {
  /** The clients' operations on each object, in order of their end. */
  byObject: Map<string, LedgerOperation[]>
  /** Creates and updates of the ledger by the value that they store. */
  writes: Map<string, LedgerOperation>
  sightings: Sightings
  /** Every write that took effect under a known version, the ledger's and the probes', in order of version. */
  commits: Commit[]
  watchers: WatchStory[]
  reported: ReportedEvents
}

export function gatherLedger(history: History): LedgerFacts {
  const byObject = new Map<string, LedgerOperation[]>()
  const writes = new Map<string, LedgerOperation>()
  for (const operation of history.ledger.operations) {
    const known = byObject.get(operation.object)
    if (known) known.push(operation)
    else byObject.set(operation.object, [operation])
    if (isWrite(operation) && operation.value !== undefined) writes.set(operation.value, operation)
  }
  const sightings = sightingsOf(history, writes)
  const watchers = watchStories(history.ledger.watchers)
  return {
    byObject,
    writes,
    sightings,
    commits: commitsOf(history, sightings),
    watchers,
    reported: reportedEvents(watchers),
  }
}

/** Whether it stores something. */
export const isWrite = ({ verb }: LedgerOperation): boolean => verb === 'create' || verb === 'update'

function commitsOf(history: History, { ofIndeterminate }: Sightings): Commit[] {
  const commits: Commit[] = []
  for (const operation of history.ledger.operations) {
    const commit = isWrite(operation) ? commitOf(operation, ofIndeterminate) : undefined
    if (commit) commits.push(commit)
  }
  for (const sample of writeSamples(history)) {
    const { resourceVersion } = sample
    if (resourceVersion !== undefined && fateOf(sample) === 'acknowledged')
      commits.push({ ...writeOf(sample), resourceVersion })
  }
  return commits.sort((a, b) => compareVersions(a.resourceVersion, b.resourceVersion))
}

/** A create or update as a commit. One that was only seen never ended: nothing had to come after its end. */
function commitOf(operation: LedgerOperation, seen: ReadonlyMap<string, string>): Commit | undefined {
  const { fate, resourceVersion, value } = operation
  if (fate === 'acknowledged') return resourceVersion === undefined ? undefined : (operation as Commit)
  const seenVersion = fate === 'indeterminate' && value !== undefined ? seen.get(value) : undefined
  return seenVersion === undefined
    ? undefined
    : { ...operation, resourceVersion: seenVersion, endUs: Number.POSITIVE_INFINITY }
}

/** How many of them, in order of version, are not newer than a version. */
export function countUpTo(version: string, commits: readonly Commit[]): number {
  let low = 0
  let high = commits.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareVersions(commits[middle]!.resourceVersion, version) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
