import { createSecureContext } from 'node:tls'
import type { LedgerRecord } from '../../history/ledger-records.ts'
import type { Identity } from '../../prober/protocol.ts'
import { Recorder } from '../../prober/recorder.ts'
import type { Tools } from '../tools.ts'

export interface Recorded extends Tools {
  records: LedgerRecord[]
  /** The records of one type, in order. */
  of<T extends LedgerRecord['type']>(type: T): Extract<LedgerRecord, { type: T }>[]
}

/** A client's tools, and what it wrote down with them. */
export function recorded(identity: Identity): Recorded {
  const records: LedgerRecord[] = []
  return {
    recorder: new Recorder(line => records.push(JSON.parse(line))),
    secureContext: createSecureContext(identity),
    namespace: 'holdfast',
    records,
    of: type => records.filter(record => record.type === type) as never,
  }
}
