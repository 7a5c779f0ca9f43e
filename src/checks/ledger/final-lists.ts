import type { History, LedgerHistory } from '../../history/history.ts'
import type { ProbePath } from '../../history/records.ts'

export type FinalList = Extract<LedgerHistory['finalLists'][number], { type: 'final-list' }>

/** What every server showed after healing. */
export const finalLists = ({ ledger }: History): FinalList[] =>
  ledger.finalLists.filter((record): record is FinalList => record.type === 'final-list')

/** Why there is no final list to judge by; `detail` is what was last seen of a server that could not be read. */
export type LedgerUnread = { kind: 'ledger-unread' } | { kind: 'ledger-unreadable'; path: ProbePath; detail: string }

export function unreadReason({ ledger }: History): LedgerUnread {
  const failed = ledger.finalLists.find(record => record.type === 'final-list-failed')
  return failed === undefined
    ? { kind: 'ledger-unread' }
    : { kind: 'ledger-unreadable', path: failed.path, detail: failed.detail }
}
