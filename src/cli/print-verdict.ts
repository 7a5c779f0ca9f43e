import { explainedText } from '../report/explained-text.ts'
import type { RunReport } from '../report/report-schema.ts'
import { summaryLine } from '../report/summary-line.ts'
import { verdictTable } from '../report/terminal-table.ts'

/** A judged run on the terminal: one sentence, and its table. */
export function printVerdict(report: Pick<RunReport, 'verdict' | 'control' | 'checks' | 'explained'>): void {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
  console.log(`${summaryLine(report)}\n\n${verdictTable(report, { colour, width: process.stdout.columns ?? 120 })}`)
  const explained = explainedText(report.explained)
  if (explained !== undefined) console.log(`\n${explained}`)
}
