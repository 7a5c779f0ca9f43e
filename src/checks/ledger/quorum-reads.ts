import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { firstAtOrAfter } from '../first-at-or-after.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { isNewer } from './version.ts'
import { evidenceOf } from './write.ts'

type Versioned = LedgerOperation & { resourceVersion: string }

type Seen =
  | { kind: 'read-stale'; client: string; object: string; version: string; known: { client: string; version: string } }
  | { kind: 'read-before-sent'; client: string; object: string; value: string }
  | { kind: 'read-other-version'; client: string; object: string; value: string; version: string; stored: string }

/** What is said of quorum reads. */
export type QuorumReadsCheck = TallyCheck<'ledger/quorum-reads', { reads: number }, Seen>

interface Misfit {
  read: Versioned
  seen: Seen
}

/**
 * Every read through the quorum fits: it shows nothing older than what an operation that ended before it had made or
 * seen, nothing that was sent after it, and each value under the version under which it was stored.
 */
export function quorumReads({ history, ledger }: Facts): Finding<QuorumReadsCheck>[] {
  if (history.ledger.operations.length === 0) return []
  const misfits: Misfit[] = []
  let checked = 0
  for (const operations of ledger.byObject.values()) {
    const settled = operations.filter(isSettled)
    const newestYet = newestSoFar(settled)
    for (const read of settled) {
      if (read.verb !== 'get') continue
      checked++
      const ended = firstAtOrAfter(read.sentUs, settled, ({ endUs }) => endUs)
      const seen =
        staleness(read, newestYet[ended - 1]) ?? contradiction(read, ledger.writes, ledger.sightings.ofIndeterminate)
      if (seen) misfits.push({ read, seen })
    }
  }
  return [
    never({
      kind: 'ledger/quorum-reads',
      evidenceKind: 'presence',
      violations: misfits,
      show: ({ read, seen }) => evidenceOf(read, seen),
      counts: { reads: checked },
    }),
  ]
}

/** What shows for certain that a version was there when it ended; a cached read does too. */
const isSettled = (operation: LedgerOperation): operation is Versioned =>
  operation.fate === 'acknowledged' && operation.resourceVersion !== undefined

function newestSoFar(inOrderOfEnd: readonly Versioned[]): Versioned[] {
  const newest: Versioned[] = []
  for (const operation of inOrderOfEnd) {
    const last = newest.at(-1)
    newest.push(last === undefined || isNewer(operation.resourceVersion, last.resourceVersion) ? operation : last)
  }
  return newest
}

function staleness(
  { client, object, resourceVersion: version }: Versioned,
  newest: Versioned | undefined,
): Seen | undefined {
  if (newest === undefined || !isNewer(newest.resourceVersion, version)) return undefined
  const known = { client: newest.client, version: newest.resourceVersion }
  return { kind: 'read-stale', client, object, version, known }
}

function contradiction(
  read: Versioned,
  writes: ReadonlyMap<string, LedgerOperation>,
  seen: ReadonlyMap<string, string>,
): Seen | undefined {
  const { client, object, value, resourceVersion: version } = read
  if (value === undefined) return undefined
  const write = writes.get(value)
  // A value that nobody wrote, or that was rejected, is another check's.
  if (write === undefined || write.fate === 'rejected') return undefined
  if (write.sentUs > read.endUs) return { kind: 'read-before-sent', client, object, value }
  const stored = write.resourceVersion ?? seen.get(value)
  if (stored === undefined || stored === version) return undefined
  return { kind: 'read-other-version', client, object, value, version, stored }
}
