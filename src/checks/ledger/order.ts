import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { countUpTo } from './ledger-facts.ts'
import { type Commit, evidenceOf } from './write.ts'

/** A write that made a version no newer than one that somebody had met before it was sent. */
type Seen = {
  kind: 'versions-out-of-order'
  wrote: { client: string; object: string; version: string }
  met: { client: string; object: string; version: string }
}

/** What is said of the order of versions. */
export type OrderCheck = TallyCheck<'ledger/order', { writes: number; reads: number }, Seen>

/** An operation that ended before a write began, and yet shows a version that is no older than the write's. */
interface Disorder {
  before: Commit
  after: Commit
}

/**
 * Versions follow time, across all objects: a write that was sent after another operation had ended makes a newer
 * version than that operation made or saw.
 */
export function order({ history, ledger }: Facts): Finding<OrderCheck>[] {
  const { commits } = ledger
  if (commits.length === 0) return []
  // Of the first i+1 commits, in order of version, the one that was sent last: whatever ended before it is out of order.
  const sentLast = new Uint32Array(commits.length)
  for (let i = 1; i < commits.length; i++)
    sentLast[i] = commits[i]!.sentUs > commits[sentLast[i - 1]!]!.sentUs ? i : sentLast[i - 1]!
  const disorders: Disorder[] = []
  const compare = (before: Commit, notNewer: number) => {
    const after = notNewer === 0 ? undefined : commits[sentLast[notNewer - 1]!]!
    if (after && after.sentUs > before.endUs) disorders.push({ before, after })
  }
  for (const [index, commit] of commits.entries()) compare(commit, index + 1)
  let reads = 0
  for (const operation of history.ledger.operations) {
    if (!isRead(operation)) continue
    reads++
    compare(operation, countUpTo(operation.resourceVersion, commits))
  }
  return [
    never({
      kind: 'ledger/order',
      evidenceKind: 'presence',
      violations: disorders,
      show: ({ before, after }) =>
        evidenceOf(after, { kind: 'versions-out-of-order', wrote: versionOf(after), met: versionOf(before) }),
      counts: { writes: commits.length, reads },
    }),
  ]
}

const versionOf = ({ client, object, resourceVersion }: Commit) => ({ client, object, version: resourceVersion })

const isRead = (operation: LedgerOperation): operation is LedgerOperation & Commit =>
  (operation.verb === 'get' || operation.verb === 'get-cached') && operation.resourceVersion !== undefined
