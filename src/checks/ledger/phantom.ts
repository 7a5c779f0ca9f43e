import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { finalLists, type LedgerUnread, unreadReason } from './final-lists.ts'

type Seen = { kind: 'unwritten-seen'; object: string; value?: string; by: string }

/** What is said of what nobody wrote. */
export type PhantomCheck = TallyCheck<'ledger/phantom', { seen: number }, Seen, LedgerUnread>

/** Nothing came by itself: whatever a read, list or watch showed, somebody sent it. */
export function phantom({ history, ledger }: Facts): Finding<PhantomCheck>[] {
  const { unwritten, count } = ledger.sightings
  const unread = finalLists(history).length === 0
  if (unread && count === 0 && history.samples.size === 0) return []
  return [
    never({
      kind: 'ledger/phantom',
      evidenceKind: 'absence',
      violations: unwritten,
      show: ({ object, value, atUs, by }) => ({
        fromUs: atUs,
        toUs: atUs,
        seen: { kind: 'unwritten-seen', object, ...(value !== undefined && { value }), by },
      }),
      counts: { seen: count },
      unknown: unread ? unreadReason(history) : undefined,
    }),
  ]
}
