import type { SecureContext } from 'node:tls'
import type { Recorder } from '../prober/recorder.ts'

/** What every client of the ledger works with. */
export interface Tools {
  recorder: Recorder
  /** Parsed once, for all connections. */
  secureContext: SecureContext
  namespace: string
}
