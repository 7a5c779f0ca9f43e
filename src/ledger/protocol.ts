import type { ProbePath } from '../history/records.ts'
import type { Identity } from '../prober/protocol.ts'

/** One way to the API. */
export interface Target {
  path: ProbePath
  /** `https://172.28.8.10:6443` */
  url: string
}

/**
 * First line on the standard input of the ledger's program, which begins at once. Any second line asks it to finish: its
 * record then ends, and the program. An input that ends without one ends the program alone.
 */
export interface LedgerSetup {
  writer: string
  balancer: Target
  servers: Target[]
  api: Identity
  /** Namespace of the ledger's objects; it exists. */
  namespace: string
  /** What is written and read when is drawn from it. */
  seed: number
}
