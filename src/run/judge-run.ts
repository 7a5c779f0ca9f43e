import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { judge } from '../checks/judge.ts'
import type { Judgement } from '../checks/judgement.ts'
import type { History } from '../history/history.ts'
import { type Limits, requireLimitedSeries } from '../history/limits.ts'
import { readHistory } from '../history/read-history.ts'
import { jsonText } from '../report/json-text.ts'
import { reportHtml } from '../report/report-html.ts'
import { runReport } from '../report/report-json.ts'
import type { RunReport } from '../report/report-schema.ts'

interface OtherLimits {
  limits: Limits
  /** Their file, for the sentence that refuses them. */
  file: string
  /** Where the report goes: the run's own stays as it was. */
  directory: string
}

/**
 * Judges the history in a run's directory by its own limits, and writes `report.json` and `report.html` beside it; or by
 * others, and writes elsewhere.
 * @throws BadInputError
 */
export async function judgeRun(
  directory: string,
  others?: OtherLimits,
): Promise<{ judgement: Judgement; history: History; report: RunReport }> {
  // Millions of short-lived objects: a large young generation would only let them lie around longer.
  setFlagsFromString('--max-semi-space-size=2')
  const history = await readHistory(join(directory, 'history'))
  if (others) {
    requireLimitedSeries(others.limits, history.manifest.series, `limits file ${others.file}`)
    history.manifest.limits = others.limits
    await mkdir(others.directory, { recursive: true })
  }
  const judgement = judge(history)
  const target = others?.directory ?? directory
  const report = runReport(history, judgement)
  await writeFile(join(target, 'report.json'), `${jsonText(report)}\n`)
  await writeFile(join(target, 'report.html'), reportHtml(history, judgement))
  return { judgement, history, report }
}
