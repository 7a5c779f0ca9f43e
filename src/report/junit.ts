import type { CampaignReport, CampaignRun } from './campaign-schema.ts'
import type { ComparisonRow } from './comparison/comparison-schema.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { RunReport } from './report-schema.ts'

/** `junit.xml`: a suite a run, a case a check. A failed check is a failure, an unknown one an error. */
export function junitXml(campaign: CampaignReport, reports: readonly RunReport[]): string {
  const suites = campaign.runs.map(run =>
    suite(
      run,
      reports.find(report => report.runId === run.runId),
    ),
  )
  const unrun = (campaign.comparison?.rows ?? []).filter(({ notRun }) => notRun !== undefined)
  const none = { tests: unrun.length, failures: 0, errors: 0 }
  const total = campaign.runs.reduce((sum, run) => add(sum, countsOf(run)), none)
  const seconds = (Date.parse(campaign.endedAt) - Date.parse(campaign.startedAt)) / 1000
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="holdfast" ${attributes(total)} time="${seconds.toFixed(3)}">
${suites}${unrun.map(skipped)}</testsuites>
`
  return xml.toString()
}

interface Counts {
  tests: number
  failures: number
  errors: number
}

/** A cell of a comparison that cannot run is neither good nor bad. */
const skipped = ({
  title,
  cell,
  notRun,
}: ComparisonRow): Html => html`  <testsuite name="${title} [${cell}]" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="${title} [${cell}]" name="the cell can run"><skipped message="${notRun}"/></testcase>
  </testsuite>
`

/** What kept a run from its end is a case of its own, an error. */
const countsOf = ({ checks: { pass, fail, unknown }, error }: CampaignRun): Counts => ({
  tests: pass + fail + unknown + (error === undefined ? 0 : 1),
  failures: fail,
  errors: unknown + (error === undefined ? 0 : 1),
})

const add = (a: Counts, b: Counts): Counts => ({
  tests: a.tests + b.tests,
  failures: a.failures + b.failures,
  errors: a.errors + b.errors,
})

const attributes = ({ tests, failures, errors }: Counts): Html =>
  html`tests="${tests}" failures="${failures}" errors="${errors}"`

const suite = (
  run: CampaignRun,
  report: RunReport | undefined,
): Html => html`  <testsuite name="${run.title}" ${attributes(
  countsOf(run),
)} time="${(run.durationMs / 1000).toFixed(3)}"${report && html` timestamp="${report.startedAt}"`}>
    <properties>
${properties(run, report).map(([name, value]) => html`      <property name="${name}" value="${value}"/>\n`)}    </properties>
${report?.checks.map(check => testcase(run.title, check))}${
  run.error !== undefined &&
  html`    <testcase classname="${run.title}" name="the run is told and judged to its end"><error message="${run.error}"/></testcase>\n`
}  </testsuite>
`

function properties(run: CampaignRun, report: RunReport | undefined): [string, string | number][] {
  const image = report?.images.find(({ role }) => role === 'node')
  return [
    ['run', run.runId],
    ['seed', run.seed],
    ['directory', run.directory],
    ...(image === undefined ? [] : [['image', image.name] satisfies [string, string]]),
    ...(report === undefined
      ? []
      : ([
          ['timing', report.timing],
          ['command', report.command],
        ] satisfies [string, string][])),
  ]
}

function testcase(run: string, check: RunReport['checks'][number]): Html {
  const head = html`    <testcase classname="${run}" name="${check.title}"`
  if (check.verdict === 'pass') return html`${head}/>\n`
  const tag = check.verdict === 'fail' ? 'failure' : 'error'
  const facts = (['measured', 'limit', 'theory'] as const).flatMap(name =>
    check[name] === undefined ? [] : `${name}: ${check[name]}`,
  )
  const text = [check.id, ...facts, ...check.evidence.map(({ text }) => `evidence: ${text}`)].join('\n')
  return html`${head}>
      <${tag} type="${check.verdict}" message="${check.reason}">${text}</${tag}>
    </testcase>\n`
}
