import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { finalLists, type LedgerUnread, unreadReason } from './final-lists.ts'
import { evidenceOf, fateOf, writeSamples } from './write.ts'

type Seen = { kind: 'rejected-seen'; object: string; client: string; by: string }

/** What is said of rejected writes. */
export type RejectedCheck = TallyCheck<'ledger/rejected', { writes: number }, Seen, LedgerUnread>

/** Nothing rejected took effect: no read, list or watch, at any time, shows what it would have stored. */
export function rejected({ history, ledger }: Facts): Finding<RejectedCheck>[] {
  let count = 0
  for (const sample of writeSamples(history)) if (fateOf(sample) === 'rejected') count++
  for (const { fate } of ledger.writes.values()) if (fate === 'rejected') count++
  const { ofRejected } = ledger.sightings
  const unread = finalLists(history).length === 0
  if (unread && ledger.sightings.count === 0 && history.samples.size === 0) return []
  return [
    never({
      kind: 'ledger/rejected',
      evidenceKind: 'presence',
      violations: ofRejected,
      show: ({ write, sighting: { by } }) =>
        evidenceOf(write, { kind: 'rejected-seen', object: write.object, client: write.client, by }),
      counts: { writes: count },
      unknown: unread ? unreadReason(history) : undefined,
    }),
  ]
}
