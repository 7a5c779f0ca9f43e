import type { Outcome, ProbePath, RecordBase } from './records.ts'

/** What an operation's answer promises; the design's words: only a 4xx, or a request that never left, is a rejection. */
export type Fate = 'acknowledged' | 'rejected' | 'indeterminate'

/** An object of the ledger as an answer or an event shows it. */
export interface LedgerObject {
  name: string
  resourceVersion: string
  /** What its writer stored last; absent for the objects of write probes, which have none. */
  value?: string
}

/** One operation of a ledger client. Times in µs of the monotonic clock. */
export interface LedgerOperation extends RecordBase {
  type: 'operation'
  /**
   * `writer-0`, `reader-1`: a client does one thing at a time. Writers read shared objects before they write them;
   * `reader-round` goes from server to server with each read.
   */
  client: string
  path: ProbePath
  verb: 'create' | 'update' | 'delete' | 'get' | 'get-cached'
  object: string
  sentUs: number
  endUs: number
  fate: Fate
  outcome: Outcome
  detail?: string
  /** What a create or update stores, what an acknowledged get saw; unique among the writes of a run. */
  value?: string
  /** The version that an update or delete demands to find (compare-and-swap). */
  expects?: string
  /** The version that an acknowledged create or update made, or that a get saw. A get without one saw no object. */
  resourceVersion?: string
}

/** What a watcher's stream brought: one event of one object, or a bookmark. */
export interface WatchEventRecord extends RecordBase {
  type: 'watch-event'
  watcher: string
  event: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  resourceVersion: string
  object?: string
  value?: string
}

/**
 * The course of a watcher's streams. Watchers go from server to server at every reopening; `watcher-lb` leaves that to
 * the balancer.
 */
export type WatchSessionRecord = RecordBase & { type: 'watch-session'; watcher: string; path: ProbePath } & (
    | {
        step: 'list'
        /** The quorum list that a watcher starts from, and starts anew from after a 410. */
        resourceVersion: string
        objects: LedgerObject[]
      }
    /** No list was to be had there: it tries the next server. */
    | { step: 'list-failed'; outcome: Outcome; detail: string }
    /** Asked to go on from the last version seen. */
    | { step: 'open'; from: string }
    | { step: 'answered'; from: string; status: number; reason?: string }
    /**
     * It ended, or there was no answer at all. `ok`: the server ended it in good order, as it does after the time that
     * was asked for; `closed`: cut off, or a line that is not an event; `timeout`: it was silent for too long; `4xx`,
     * `5xx`: an ERROR event; `expired`: one of code 410.
     */
    | { step: 'closed'; from: string; outcome: Outcome; detail?: string; expired?: true }
    /**
     * The watch is over. All writers had ended before; `awaited` is the highest version that an answer gave them, and
     * `seen` says whether this watcher came that far in a bounded time.
     */
    | { step: 'end'; awaited: string; seen: boolean }
  )

/** The stream of the ledger's program. */
export type LedgerRecord =
  | LedgerOperation
  | WatchEventRecord
  | WatchSessionRecord
  | (RecordBase &
      (
        | { type: 'start'; writer: string; schema: number }
        /** After healing: everything, read through a quorum from this server. */
        | { type: 'final-list'; path: ProbePath; resourceVersion: string; objects: LedgerObject[] }
        /** That server could not be read within a bounded wait, and what was last seen. */
        | { type: 'final-list-failed'; path: ProbePath; detail: string }
        | { type: 'end' }
      ))
