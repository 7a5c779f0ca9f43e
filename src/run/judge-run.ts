import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { BadInputError } from '../base/errors.ts'
import { judge } from '../checks/judge.ts'
import type { Judgement } from '../checks/judgement.ts'
import type { History } from '../history/history.ts'
import { type Limits, requireLimitedSeries } from '../history/limits.ts'
import type { Manifest } from '../history/manifest.ts'
import { overlaidLimits } from '../history/overlaid-limits.ts'
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
 * Judges the history in a run's directory by its own limits, and writes `report.json` and `report.html` beside it; or with
 * others in the place of some, and writes elsewhere.
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
    const { manifest } = history
    requireNamed(others, manifest)
    manifest.limits = overlaidLimits(others.limits, manifest)
    await mkdir(others.directory, { recursive: true })
  }
  const judgement = judge(history)
  const target = others?.directory ?? directory
  const report = runReport(history, judgement)
  await writeFile(join(target, 'report.json'), `${jsonText(report)}\n`)
  await writeFile(join(target, 'report.html'), reportHtml(history, judgement))
  return { judgement, history, report }
}

/** @throws BadInputError when limits name what this run does not have */
function requireNamed({ limits, file }: OtherLimits, { series, topology }: Manifest): void {
  const subject = `limits file ${file}`
  requireLimitedSeries(limits, series, subject)
  if (limits.failoverMs !== undefined && topology.agents === 0)
    throw new BadInputError(`${subject}: limits.failover is about agents, and this run had none`)
}
