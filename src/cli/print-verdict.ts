import type { CheckResult, Verdict } from '../checks/verdict.ts'
import { summaryLine } from '../report/summary-line.ts'
import { verdictTable } from '../report/terminal-table.ts'

/** A judged run on the terminal: one sentence, and its table. */
export function printVerdict(judged: { verdict: Verdict; checks: CheckResult[] }): void {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
  console.log(`${summaryLine(judged)}\n\n${verdictTable(judged, { colour, width: process.stdout.columns ?? 120 })}`)
}
