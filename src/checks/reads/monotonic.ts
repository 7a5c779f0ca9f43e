import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { isNewer } from '../ledger/version.ts'
import { evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'

/** One client's quorum reads of an object never go back to an older version. */
export function monotonicReads({ ledger }: Facts): Finding[] {
  const back: { read: LedgerOperation; before: string }[] = []
  let count = 0
  for (const operations of ledger.byObject.values()) {
    const newestOf = new Map<string, string>()
    for (const read of operations) {
      const { verb, fate, client, resourceVersion } = read
      if (verb !== 'get' || fate !== 'acknowledged' || resourceVersion === undefined) continue
      count++
      const before = newestOf.get(client)
      if (before === undefined || isNewer(resourceVersion, before)) newestOf.set(client, resourceVersion)
      else if (before !== resourceVersion) back.push({ read, before })
    }
  }
  if (ledger.byObject.size === 0) return []
  return [
    never({
      id: 'reads/monotonic',
      title: "A client's quorum reads never go back in time",
      ground: 'presence',
      violations: back,
      show: ({ read, before }) =>
        evidenceOf(
          read,
          `${read.client} read version ${read.resourceVersion} of ${read.object} after it had read version ${before}`,
        ),
      among: `of ${count} quorum reads`,
      what: 'went back',
      pass: `none of ${count} quorum reads went back behind what its client had read before`,
      unknown: count === 0 ? 'no quorum read found an object' : undefined,
    }),
  ]
}
