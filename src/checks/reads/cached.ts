import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { HarnessRecord, ProbePath } from '../../history/records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { isNewer } from '../ledger/version.ts'
import { evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'

type Seen = { kind: 'cache-went-back'; path: ProbePath; object: string; version: string; before: string }

interface Counts {
  reads: number
  /** That showed an object older than a read of another server or through the quorum had. */
  acrossServers: number
  /** At most so long after that read, in µs. */
  longestUs: number
}

/** What is said of cached reads. */
export type CachedReadsCheck = TallyCheck<'reads/cached', Counts, Seen, { kind: 'no-cached-read' }>

type Read = LedgerOperation & { resourceVersion: string }

/** A cached read that shows an object older than an earlier read had. */
interface Step {
  read: Read
  before: Read
}

/**
 * Cached reads, which promise no freshness. One server's cache goes forward while the server runs. From server to
 * server, or from a quorum read to a cache, a client can go back in time, as is known (kubernetes#59848): counted only.
 */
export function cachedReads({ history, ledger }: Facts): Finding<CachedReadsCheck>[] {
  if (ledger.byObject.size === 0) return []
  const within: Step[] = []
  const across: Step[] = []
  let count = 0
  for (const operations of ledger.byObject.values()) {
    /** The newest version that any read has shown, and that each server's cache has. */
    let newest: Read | undefined
    const newestOf = new Map<string, Read>()
    for (const read of operations) {
      if (!isAnswered(read)) continue
      if (read.verb === 'get-cached') {
        count++
        const before = newestOf.get(read.path)
        if (before !== undefined && goesBack(read, before) && isSameServer(read, before, history.harness))
          within.push({ read, before })
        else if (newest !== undefined && goesBack(read, newest)) across.push({ read, before: newest })
        if (before === undefined || isNewer(read.resourceVersion, before.resourceVersion)) newestOf.set(read.path, read)
      }
      if (newest === undefined || isNewer(read.resourceVersion, newest.resourceVersion)) newest = read
    }
  }
  const longestUs = across.reduce((longest, { read, before }) => Math.max(longest, read.sentUs - before.endUs), 0)
  const finding = never({
    kind: 'reads/cached',
    evidenceKind: 'presence',
    violations: within,
    show: ({ read, before: { resourceVersion: before } }) => {
      const { path, object, resourceVersion: version } = read
      return evidenceOf(read, { kind: 'cache-went-back', path, object, version, before })
    },
    counts: { reads: count, acrossServers: across.length, longestUs },
    unknown: count === 0 ? { kind: 'no-cached-read' } : undefined,
  })
  return [finding.verdict === 'pass' ? { ...finding, measured: { unit: 'reads-back', value: across.length } } : finding]
}

const isAnswered = (operation: LedgerOperation): operation is Read =>
  (operation.verb === 'get' || operation.verb === 'get-cached') &&
  operation.fate === 'acknowledged' &&
  operation.resourceVersion !== undefined

const goesBack = (read: Read, before: Read): boolean =>
  read.sentUs > before.endUs && isNewer(before.resourceVersion, read.resourceVersion)

/** Whether both met the same running apiserver: the path names it, and it was not started anew in between. */
const isSameServer = ({ path, endUs }: Read, before: Read, harness: readonly HarnessRecord[]): boolean =>
  path.startsWith('direct:') &&
  !harness.some(
    record =>
      record.type === 'engine' &&
      record.action === 'start' &&
      path === `direct:${record.node}` &&
      record.atUs > before.sentUs &&
      record.atUs < endUs,
  )
