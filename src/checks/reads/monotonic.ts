import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { isNewer } from '../ledger/version.ts'
import { evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'

type Seen = { kind: 'client-went-back'; client: string; object: string; version: string; before: string }

/** What is said of a client's quorum reads. */
export type MonotonicReadsCheck = TallyCheck<'reads/monotonic', { reads: number }, Seen, { kind: 'no-quorum-read' }>

/** One client's quorum reads of an object never go back to an older version. */
export function monotonicReads({ ledger }: Facts): Finding<MonotonicReadsCheck>[] {
  const back: { read: LedgerOperation; version: string; before: string }[] = []
  let count = 0
  for (const operations of ledger.byObject.values()) {
    const newestOf = new Map<string, string>()
    for (const read of operations) {
      const { verb, fate, client, resourceVersion } = read
      if (verb !== 'get' || fate !== 'acknowledged' || resourceVersion === undefined) continue
      count++
      const before = newestOf.get(client)
      if (before === undefined || isNewer(resourceVersion, before)) newestOf.set(client, resourceVersion)
      else if (before !== resourceVersion) back.push({ read, version: resourceVersion, before })
    }
  }
  if (ledger.byObject.size === 0) return []
  return [
    never({
      kind: 'reads/monotonic',
      evidenceKind: 'presence',
      violations: back,
      show: ({ read, ...versions }) => {
        const { client, object } = read
        return evidenceOf(read, { kind: 'client-went-back', client, object, ...versions })
      },
      counts: { reads: count },
      unknown: count === 0 ? { kind: 'no-quorum-read' } : undefined,
    }),
  ]
}
