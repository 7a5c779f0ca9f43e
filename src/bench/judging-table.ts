import { formatMs } from '../base/duration.ts'
import type { JudgingCosts } from './measure-judging.ts'

/** What judging cost, for the terminal, against its floor. */
export function judgingTable({ samples, operations, judge, parse }: JudgingCosts): string {
  const count = (value: number) => value.toLocaleString('en').replaceAll(',', ' ')
  return [
    `${count(samples)} samples, ${count(operations)} operations of the ledger, and what four watchers saw of them`,
    '',
    '          took      peak',
    `judge  ${formatMs(judge.tookMs).padStart(7)}  ${String(judge.peakMiB).padStart(4)} MiB   reading, checks and report`,
    `parse  ${formatMs(parse.tookMs).padStart(7)}  ${String(parse.peakMiB).padStart(4)} MiB   the floor: its lines through JSON.parse, kept nowhere`,
    `ratio  ${(judge.tookMs / parse.tookMs).toFixed(2).padStart(7)}  ${(judge.peakMiB / parse.peakMiB).toFixed(2).padStart(4)}`,
  ].join('\n')
}
