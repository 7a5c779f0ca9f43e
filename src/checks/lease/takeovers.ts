import type { History } from '../../history/history.ts'
import type { HarnessRecord, LeaseRecord } from '../../history/records.ts'

type Lease = Extract<HarnessRecord, LeaseRecord>

/** A lease that went from one holder to another. */
export interface Takeover {
  lease: string
  /** The old holder's last record, with the last renewal that was observed. */
  old: Lease
  /** The first record of the new holder. */
  new: Lease
  /** Whether the old holder was seen to have released it in between. */
  released: boolean
  /** When the new holder took it, in µs of the record: by its own word, else when it was first read. */
  acquiredUs: number
  /** From the last observed renewal to the new holder's acquisition. */
  handoverMs: number
}

/** All changes of holder of the leases by which components elect one of them, in order of time. */
export function takeovers({ harness, manifest: { clock } }: History): Takeover[] {
  const found: Takeover[] = []
  const holders = new Map<string, { last: Lease; released: boolean }>()
  for (const record of harness) {
    if (record.type !== 'lease' || !isElection(record.lease)) continue
    const held = holders.get(record.lease)
    if (record.holder === '') {
      if (held) held.released = true
      continue
    }
    holders.set(record.lease, { last: record, released: false })
    if (held === undefined || held.last.holder === record.holder) continue
    // A record without the time of acquisition tells a renewal, which is no earlier.
    const acquiredMs = record.acquireTimeMs ?? record.renewTimeMs
    const acquiredUs =
      record.acquireTimeMs === undefined
        ? record.atUs
        : clock.monotonicUs + (record.acquireTimeMs - clock.wallMs) * 1000
    const handoverMs = acquiredMs - held.last.renewTimeMs
    found.push({ lease: record.lease, old: held.last, new: record, released: held.released, acquiredUs, handoverMs })
  }
  return found
}

/** Each apiserver has a lease of its own that says it is there: nobody takes that over. */
const isElection = (lease: string): boolean => !lease.startsWith('apiserver-')
