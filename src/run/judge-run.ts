import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { judge } from '../checks/judge.ts'
import type { Judgement } from '../checks/judgement.ts'
import { readHistory } from '../history/read-history.ts'
import { reportHtml } from '../report/report-html.ts'
import { runReport } from '../report/report-json.ts'

/** Judges the history in a run's directory and writes `report.json` and `report.html` beside it. @throws BadInputError */
export async function judgeRun(directory: string): Promise<Judgement> {
  const history = await readHistory(join(directory, 'history'))
  const judgement = judge(history)
  const report = runReport(history, judgement)
  await writeFile(join(directory, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(join(directory, 'report.html'), reportHtml(history, judgement))
  return judgement
}
