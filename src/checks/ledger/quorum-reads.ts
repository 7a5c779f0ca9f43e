import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { firstAtOrAfter } from '../first-at-or-after.ts'
import { never } from '../never.ts'
import { isNewer } from './version.ts'
import { evidenceOf } from './write.ts'

type Versioned = LedgerOperation & { resourceVersion: string }

interface Misfit {
  read: Versioned
  text: string
}

/**
 * Every read through the quorum fits: it shows nothing older than what an operation that ended before it had made or
 * seen, nothing that was sent after it, and each value under the version under which it was stored.
 */
export function quorumReads({ history, ledger }: Facts): Finding[] {
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
      const text =
        staleness(read, newestYet[ended - 1]) ?? contradiction(read, ledger.writes, ledger.sightings.ofIndeterminate)
      if (text) misfits.push({ read, text })
    }
  }
  return [
    never({
      id: 'ledger/quorum-reads',
      title: 'Every quorum read fits what was written',
      ground: 'presence',
      violations: misfits,
      show: ({ read, text }) => evidenceOf(read, text),
      among: `of ${checked} quorum reads`,
      what: 'do not fit',
      pass: `none of ${checked} quorum reads is older than what was known before it, or from the future`,
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

function staleness({ client, object, resourceVersion }: Versioned, known: Versioned | undefined): string | undefined {
  if (known === undefined || !isNewer(known.resourceVersion, resourceVersion)) return undefined
  return `${client} read version ${resourceVersion} of ${object} after ${known.client} had met version ${known.resourceVersion}`
}

function contradiction(
  read: Versioned,
  writes: ReadonlyMap<string, LedgerOperation>,
  seen: ReadonlyMap<string, string>,
): string | undefined {
  const { client, object, value, resourceVersion } = read
  const write = value === undefined ? undefined : writes.get(value)
  // A value that nobody wrote, or that was rejected, is another check's.
  if (write === undefined || write.fate === 'rejected') return undefined
  if (write.sentUs > read.endUs) return `${client} read ${value} of ${object} before it was sent`
  const stored = write.resourceVersion ?? seen.get(value!)
  if (stored === undefined || stored === resourceVersion) return undefined
  return `${client} read ${value} of ${object} as version ${resourceVersion}, and it was stored as ${stored}`
}
