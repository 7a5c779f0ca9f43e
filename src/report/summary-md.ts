import { formatMs } from '../base/duration.ts'
import type { CampaignReport, CampaignRun } from './campaign-schema.ts'
import { checkGroups } from './check-groups.ts'
import { comparisonMarkdown } from './comparison/comparison-md.ts'
import { cell, table } from './markdown.ts'
import type { RunReport } from './report-schema.ts'
import { campaignAnswerOf, verdictWords } from './verdict-words.ts'

/** `summary.md`: the campaign's verdict, a table of its runs, and of each run its checks. */
export function summaryMarkdown(campaign: CampaignReport, reports: readonly RunReport[]): string {
  const { word } = verdictWords[campaign.verdict]
  const runs = table(
    ['', 'run', 'passed', 'failed', 'unknown', 'took'],
    ['l', 'l', 'r', 'r', 'r', 'r'],
    campaign.runs.map(({ verdict, title, checks, durationMs }) => [
      verdictWords[verdict].mark,
      title,
      ...[checks.pass, checks.fail, checks.unknown].map(String),
      formatMs(durationMs),
    ]),
  )
  const sections = campaign.runs.map(run =>
    runSection(
      run,
      reports.find(report => report.runId === run.runId),
    ),
  )
  const comparison = campaign.comparison ? [comparisonMarkdown(campaign.comparison)] : []
  return [`# Holdfast: ${word}`, campaignAnswerOf(campaign), ...comparison, runs, ...sections].join('\n\n').concat('\n')
}

function runSection(run: CampaignRun, report: RunReport | undefined): string {
  const title = `## ${verdictWords[run.verdict].mark} ${cell(run.title)}`
  if (report === undefined) return [title, cell(run.error ?? 'This run was not judged.')].join('\n\n')
  const checks = table(
    ['', 'check', 'measured', 'limit', 'theory'],
    ['l', 'l', 'r', 'r', 'l'],
    checkGroups(report.checks).flatMap(({ title, checks, folded }) =>
      folded
        ? [[verdictWords.pass.mark, `${title} (${checks.length} checks)`, '–', '–', '–']]
        : checks.map(({ check }) => [
            verdictWords[check.verdict].mark,
            [
              check.verdict === 'pass' && !check.id.startsWith('claim/')
                ? check.title
                : `**${check.title}**: ${check.reason}`,
              ...(check.underOwnTimers ? [check.underOwnTimers] : []),
            ].join('; '),
            check.measured ?? '–',
            check.limit ?? '–',
            check.theory ?? '–',
          ]),
    ),
  )
  const image = report.images.find(({ role }) => role === 'node')
  const ran = [image && cell(image.name), `timing \`${report.timing}\``, `seed ${report.seed}`]
    .filter(Boolean)
    .join(', ')
  const fence = '`'.repeat(3)
  const images = table(
    ['image for', 'name', 'how', 'digest or id'],
    ['l', 'l', 'l', 'l'],
    report.images.map(({ role, name, how, digest, id }) => [role, name, how, digest ?? id]),
  )
  const folded = `<details><summary>Images</summary>\n\n${images}\n\n</details>`
  const broken = run.error === undefined ? [] : [cell(run.error)]
  return [
    title,
    ...broken,
    ran,
    checks,
    folded,
    `Again:\n${fence}sh\n${report.command.replaceAll('`', '')}\n${fence}`,
  ].join('\n\n')
}
