import { acknowledged } from './ledger/acknowledged.ts'
import { compareAndSwap } from './ledger/compare-and-swap.ts'
import { linearizable } from './ledger/linearizable.ts'
import { order } from './ledger/order.ts'
import { phantom } from './ledger/phantom.ts'
import { quorumReads } from './ledger/quorum-reads.ts'
import { rejected } from './ledger/rejected.ts'
import { serversAgree } from './ledger/servers-agree.ts'
import { cachedReads } from './reads/cached.ts'
import { monotonicReads } from './reads/monotonic.ts'
import { watchAgreement } from './watch/agreement.ts'
import { watchBookmark } from './watch/bookmark.ts'
import { watchComplete } from './watch/complete.ts'
import { watchOrdered } from './watch/ordered.ts'
import { watchResumable } from './watch/resumable.ts'
import { watchUnique } from './watch/unique.ts'

/** What any right store keeps, whatever happens to its servers: over the ledger, its readers and its watchers. */
export const storePromises = [
  acknowledged,
  rejected,
  phantom,
  serversAgree,
  order,
  compareAndSwap,
  quorumReads,
  linearizable,
  monotonicReads,
  cachedReads,
  watchOrdered,
  watchUnique,
  watchComplete,
  watchAgreement,
  watchBookmark,
  watchResumable,
]
