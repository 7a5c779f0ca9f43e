import { type AcknowledgedCheck, acknowledged } from './ledger/acknowledged.ts'
import { type CompareAndSwapCheck, compareAndSwap } from './ledger/compare-and-swap.ts'
import { type LinearizableCheck, linearizable } from './ledger/linearizable.ts'
import { type OrderCheck, order } from './ledger/order.ts'
import { type PhantomCheck, phantom } from './ledger/phantom.ts'
import { type QuorumReadsCheck, quorumReads } from './ledger/quorum-reads.ts'
import { type RejectedCheck, rejected } from './ledger/rejected.ts'
import { type ServersAgreeCheck, serversAgree } from './ledger/servers-agree.ts'
import { type CachedReadsCheck, cachedReads } from './reads/cached.ts'
import { type MonotonicReadsCheck, monotonicReads } from './reads/monotonic.ts'
import { type WatchAgreementCheck, watchAgreement } from './watch/agreement.ts'
import { type WatchBookmarkCheck, watchBookmark } from './watch/bookmark.ts'
import { type WatchCompleteCheck, watchComplete } from './watch/complete.ts'
import { type WatchOrderedCheck, watchOrdered } from './watch/ordered.ts'
import { type WatchResumableCheck, watchResumable } from './watch/resumable.ts'
import { type WatchUniqueCheck, watchUnique } from './watch/unique.ts'

/** What is said of the ledger's writes. */
export type LedgerCheck =
  | AcknowledgedCheck
  | RejectedCheck
  | PhantomCheck
  | ServersAgreeCheck
  | OrderCheck
  | CompareAndSwapCheck
  | QuorumReadsCheck
  | LinearizableCheck
/** What is said of the ledger's reads. */
export type ReadsCheck = MonotonicReadsCheck | CachedReadsCheck
/** What is said of the ledger's watches. */
export type WatchCheck =
  | WatchOrderedCheck
  | WatchUniqueCheck
  | WatchCompleteCheck
  | WatchAgreementCheck
  | WatchBookmarkCheck
  | WatchResumableCheck

/** What any right store keeps, whatever happens to its servers: over the ledger, its readers and its watchers; by id. */
export const storePromises = {
  'ledger/acknowledged': acknowledged,
  'ledger/rejected': rejected,
  'ledger/phantom': phantom,
  'ledger/servers-agree': serversAgree,
  'ledger/order': order,
  'ledger/compare-and-swap': compareAndSwap,
  'ledger/quorum-reads': quorumReads,
  'ledger/linearizable': linearizable,
  'reads/monotonic': monotonicReads,
  'reads/cached': cachedReads,
  'watch/ordered': watchOrdered,
  'watch/unique': watchUnique,
  'watch/complete': watchComplete,
  'watch/agreement': watchAgreement,
  'watch/bookmark': watchBookmark,
  'watch/resumable': watchResumable,
}
