import type { LedgerOperation, LedgerRecord, WatchEventRecord, WatchSessionRecord } from './ledger-records.ts'
import type { Manifest } from './manifest.ts'
import type { BalancerRecord, HarnessRecord, ProberRecord, Sample, SeriesDefinition } from './records.ts'
import type { Samples } from './samples.ts'

/** A record read whole: what every check gets. */
export interface History {
  manifest: Manifest
  /** The harness' records in order of time. */
  harness: HarnessRecord[]
  /** The prober's records but for its samples, in order of time. */
  prober: Exclude<ProberRecord, Sample>[]
  series: SeriesDefinition[]
  /** Samples of each series by its id, in order of their number. */
  samples: Map<string, Samples>
  ledger: LedgerHistory
  /** Connections through the balancer, in order of their end. */
  sessions: BalancerSession[]
  /** What the balancers' checks made of the servers, and who took the shared address, in order of time. */
  balancerEvents: BalancerEvent[]
  /** What is wrong with the record itself, in words: a stream without its end, a gap in its numbers. */
  problems: string[]
}

/** What the ledger's clients did and saw. */
export interface LedgerHistory {
  /** In order of their end. */
  operations: LedgerOperation[]
  /** Each watcher's events and the course of its streams, in the order in which it saw them. */
  watchers: Map<string, (WatchEventRecord | WatchSessionRecord)[]>
  finalLists: Extract<LedgerRecord, { type: 'final-list' | 'final-list-failed' }>[]
}

export type BalancerSession = Extract<BalancerRecord, { type: 'session' }>

export type BalancerEvent = Extract<BalancerRecord, { type: 'upstream' | 'address' }>

/** A history to which nothing was added yet. */
export const emptyHistory = (manifest: Manifest): History => ({
  manifest,
  harness: [],
  prober: [],
  series: [],
  samples: new Map(),
  ledger: { operations: [], watchers: new Map(), finalLists: [] },
  sessions: [],
  balancerEvents: [],
  problems: [],
})
