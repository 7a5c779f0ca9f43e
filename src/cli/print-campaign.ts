import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { ownCommand } from '../base/own-command.ts'
import type { CampaignReport } from '../report/campaign-schema.ts'
import type { RunReport } from '../report/report-schema.ts'
import { printComparison } from './print-comparison.ts'
import { printVerdict } from './print-verdict.ts'

/** The last words of a campaign: verdict and table of each run, what to do next, and the report's path as last line. */
export async function printCampaign(directory: string, { json }: { json: boolean }): Promise<void> {
  const text = await readFile(join(directory, 'campaign.json'), 'utf8').catch(() => undefined)
  // Interrupted, refused before anything ran, or a disk that is full: the error has been told.
  if (!text) return
  if (json) {
    process.stdout.write(text)
    return
  }
  const { runs, comparison } = JSON.parse(text) as CampaignReport
  let command: string | undefined
  for (const run of runs) {
    console.log(`\n${run.title}: ${run.verdict}`)
    if (run.error !== undefined) {
      console.log(run.error)
      if (run.directory !== '')
        console.log(`logs, record and report: ${relative(process.cwd(), join(directory, run.directory))}`)
      continue
    }
    const report = JSON.parse(await readFile(join(directory, run.directory, 'report.json'), 'utf8')) as RunReport
    // The table of one run among several would hide the one that was asked for.
    if (comparison) console.log(report.summary)
    else printVerdict(report)
    command ??= report.command
  }
  if (comparison) {
    console.log()
    printComparison(comparison)
  }
  const judged = runs.find(({ error }) => error === undefined)
  const path = (file: string) => relative(process.cwd(), join(directory, file))
  if (judged)
    console.log(`\nrun it again:   ${command}\njudge it again: ${ownCommand} judge ${path(judged.directory)}\n`)
  console.log(path(runs.length === 1 && judged ? join(judged.directory, 'report.html') : 'index.html'))
}
