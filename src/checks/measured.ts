import type { RejoinStage } from '../history/records.ts'

/** A number with its unit: lengths of time in ms, shares from 0 to 1. */
type Amount =
  /** An outage that is open ended with the record, not with a success. */
  | { unit: 'ms'; value: number; isOpen?: boolean }
  | { unit: 'share' | 'count' | 'voters' | 'refusals'; value: number }
  | { unit: 'conditions' | 'faults'; value: number; of: number }
  /** Cached reads that would have taken a client back in time when it switched servers. */
  | { unit: 'reads-back'; value: number }
  /** Watches that went on from their last version; and how often a server said that it was gone. */
  | { unit: 'resumptions'; value: number; gone: number }
  /** Leases that changed their holder, each with the time from its last renewal to the new holder. */
  | { unit: 'hand-overs'; value: number; each: { lease: string; afterMs: number }[] }

/** What was measured where that is no number. */
type Outcome =
  | { outcome: 'true' | 'not-true' | 'never' | 'changed' | 'accepted' | 'not-refused' }
  | { outcome: 'not-reached'; stages: readonly RejoinStage[] }

export type Measured = Amount | Outcome

/** What is allowed. */
export type Limit =
  | { unit: 'ms'; value: number; from?: 'model' }
  /** The model gives each fault a limit of its own. */
  | { unit: 'ms'; from: 'model'; leastMs: number; mostMs: number }
  | { unit: 'share' | 'count' | 'voters'; value: number }
  | { outcome: 'true' }

/** Nothing of the kind may happen. */
export const none = { unit: 'count', value: 0 } as const

/** @param isFromModel whether no author wrote it */
export const durationLimit = (limitMs: number, isFromModel = false): Limit => ({
  unit: 'ms',
  value: limitMs,
  ...(isFromModel && { from: 'model' }),
})
