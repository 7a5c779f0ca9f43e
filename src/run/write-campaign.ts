import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { ExitCode } from '../base/errors.ts'
import type { Verdict } from '../checks/verdict.ts'
import { campaignReport } from '../report/campaign-json.ts'
import { campaignRun } from '../report/campaign-run.ts'
import type { CampaignRun } from '../report/campaign-schema.ts'
import { type ComparedRun, compare, type UnrunCell } from '../report/comparison/compare.ts'
import { indexHtml } from '../report/index-html.ts'
import { junitXml } from '../report/junit.ts'
import type { RunReport } from '../report/report-schema.ts'
import { summaryMarkdown } from '../report/summary-md.ts'

interface RunResult {
  title: string
  story?: string
  seed: number
  runId?: string
  directory?: string
  verdict: Verdict
  durationMs: number
  error?: string
  cell?: string
  notRun?: string
}

interface CampaignResult {
  id: string
  /** Absolute. */
  directory: string
  startedAt: Date
  results: RunResult[]
  exitCode: ExitCode
}

/** Writes what people and machines read of a whole campaign, and adds its summary to a CI job's where there is one. */
export async function writeCampaign({ id, directory, startedAt, results, exitCode }: CampaignResult): Promise<void> {
  const reports: RunReport[] = []
  const runs: CampaignRun[] = []
  const compared: ComparedRun[] = []
  for (const result of results) {
    if (result.notRun !== undefined) continue
    const report = await readReport(result)
    const { title, error, verdict } = result
    if (report) {
      reports.push(report)
      compared.push({ report, verdict, directory: relative(directory, result.directory!) })
    }
    runs.push(
      report
        ? {
            ...campaignRun(report, relative(directory, result.directory!)),
            title,
            verdict,
            ...(error === undefined ? {} : { error }),
          }
        : unjudged(result, directory),
    )
  }
  const comparison = isCompared(results) ? compare(compared, unrunCells(results)) : undefined
  const campaign = campaignReport({ campaignId: id, startedAt, endedAt: new Date(), exitCode, runs, comparison })
  const markdown = summaryMarkdown(campaign, reports)
  await Promise.all([
    writeFile(join(directory, 'campaign.json'), `${JSON.stringify(campaign, null, 2)}\n`),
    writeFile(join(directory, 'index.html'), indexHtml(campaign)),
    writeFile(join(directory, 'junit.xml'), junitXml(campaign, reports)),
    writeFile(join(directory, 'summary.md'), markdown),
  ])
  const jobSummary = process.env.GITHUB_STEP_SUMMARY
  if (jobSummary) await appendFile(jobSummary, `${markdown}\n`)
}

/** One story over several topologies, or several times. */
const isCompared = (results: readonly RunResult[]): boolean =>
  results.some(({ cell }) => cell !== undefined) ||
  new Set(results.map(({ title, story = title }) => story)).size < results.length

const unrunCells = (results: readonly RunResult[]): UnrunCell[] =>
  results.flatMap(({ title, story = title, cell = '', notRun }) =>
    notRun === undefined ? [] : [{ title: story, cell, reason: notRun }],
  )

/** A run that broke off may have a report of what was seen until then. */
async function readReport({ directory, error }: RunResult): Promise<RunReport | undefined> {
  if (directory === undefined) return undefined
  try {
    return JSON.parse(await readFile(join(directory, 'report.json'), 'utf8')) as RunReport
  } catch (cause) {
    if (error === undefined) throw cause
    return undefined
  }
}

const unjudged = (result: RunResult, campaign: string): CampaignRun => ({
  runId: result.runId ?? '',
  title: result.title,
  verdict: result.verdict,
  seed: result.seed,
  durationMs: result.durationMs,
  directory: result.directory ? relative(campaign, result.directory) : '',
  checks: { pass: 0, fail: 0, unknown: 0 },
  error: result.error ?? 'it was not judged',
})
