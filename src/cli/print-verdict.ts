import type { Judgement } from '../checks/judgement.ts'
import { explainedText } from '../report/explained-text.ts'
import { summaryLine } from '../report/summary-line.ts'
import { verdictTable } from '../report/terminal-table.ts'

type Judged = Pick<Judgement, 'verdict' | 'control' | 'checks' | 'explained'>

/** A judged run on the terminal: one sentence, and its table. */
export function printVerdict(judged: Judged): void {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
  console.log(`${summaryLine(judged)}\n\n${verdictTable(judged, { colour, width: process.stdout.columns ?? 120 })}`)
  const explained = explainedText(judged.explained)
  if (explained !== undefined) console.log(`\n${explained}`)
}
