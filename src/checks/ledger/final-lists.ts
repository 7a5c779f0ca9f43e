import type { History, LedgerHistory } from '../../history/history.ts'

export type FinalList = Extract<LedgerHistory['finalLists'][number], { type: 'final-list' }>

/** What every server showed after healing. */
export const finalLists = ({ ledger }: History): FinalList[] =>
  ledger.finalLists.filter((record): record is FinalList => record.type === 'final-list')

/** Why there is no final list to judge by. */
export function unreadReason({ ledger }: History): string {
  const failed = ledger.finalLists.find(record => record.type === 'final-list-failed')
  return failed === undefined
    ? 'the ledger was not read after healing'
    : `the ledger could not be read after healing: ${failed.path}: ${failed.detail}`
}
