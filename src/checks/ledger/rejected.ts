import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import { finalLists, unreadReason } from './final-lists.ts'
import { evidenceOf, fateOf, writeSamples } from './write.ts'

/** Nothing rejected took effect: no read, list or watch, at any time, shows what it would have stored. */
export function rejected({ history, ledger }: Facts): Finding[] {
  let count = 0
  for (const sample of writeSamples(history)) if (fateOf(sample) === 'rejected') count++
  for (const { fate } of ledger.writes.values()) if (fate === 'rejected') count++
  const { ofRejected } = ledger.sightings
  const unread = finalLists(history).length === 0
  if (unread && ledger.sightings.count === 0 && history.samples.size === 0) return []
  return [
    never({
      id: 'ledger/rejected',
      title: 'No rejected write took effect',
      ground: 'presence',
      violations: ofRejected,
      show: ({ write, sighting }) =>
        evidenceOf(write, `${write.object} by ${write.client} was rejected, and ${sighting.by} saw it`),
      among: `of ${count} rejected writes`,
      what: 'took effect',
      pass: `none of ${count} rejected writes was ever seen`,
      unknown: unread ? unreadReason(history) : undefined,
    }),
  ]
}
