import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import { finalLists, unreadReason } from './final-lists.ts'

/** Nothing came by itself: whatever a read, list or watch showed, somebody sent it. */
export function phantom({ history, ledger }: Facts): Finding[] {
  const { unwritten, count } = ledger.sightings
  const unread = finalLists(history).length === 0
  if (unread && count === 0 && history.samples.size === 0) return []
  return [
    never({
      id: 'ledger/phantom',
      title: 'Nothing is there that nobody wrote',
      ground: 'absence',
      violations: unwritten,
      show: ({ object, value, atUs, by }) => {
        const what = value === undefined ? object : `${object} with ${value}`
        return { fromUs: atUs, toUs: atUs, text: `${by} saw ${what}, which nobody sent` }
      },
      among: `of ${count} objects and values that were seen`,
      what: 'were never sent',
      pass: `all ${count} objects and values that were seen were sent`,
      unknown: unread ? unreadReason(history) : undefined,
    }),
  ]
}
