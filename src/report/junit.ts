import { mustHold, unseenRed } from '../checks/control-verdict.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { NegativeControl } from '../history/manifest.ts'
import type { CampaignReport, CampaignRun } from './campaign-schema.ts'
import type { ComparisonRow } from './comparison/comparison-schema.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { ReportedCheck, RunReport } from './report-schema.ts'

/**
 * `junit.xml`: a suite a run, a case a check. A failed check is a failure, an unknown one an error; but in a negative control
 * what must be red is a case that passes.
 */
export function junitXml(campaign: CampaignReport, reports: readonly RunReport[]): string {
  const suites = campaign.runs.map(run => {
    const report = reports.find(({ runId }) => runId === run.runId)
    return { run, report, cases: casesOf(run, report) }
  })
  const unrun = (campaign.comparison?.rows ?? []).filter(({ notRun }) => notRun !== undefined)
  const total = countsOf(suites.flatMap(({ cases }) => cases))
  const all = { ...total, tests: total.tests + unrun.length, skipped: total.skipped + unrun.length }
  const seconds = (Date.parse(campaign.endedAt) - Date.parse(campaign.startedAt)) / 1000
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="holdfast" ${attributes(all)} time="${seconds.toFixed(3)}">
${suites.map(({ run, cases, report }) => suite(run, cases, report))}${unrun.map(skipped)}</testsuites>
`
  return xml.toString()
}

interface Case {
  name: string
  verdict: Verdict | 'skipped'
  message: string
  /** More lines, for people. */
  text: string
}

interface Counts {
  tests: number
  failures: number
  errors: number
  skipped: number
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

/** A run's cases: its checks, as far as they count, and what kept it from its end. */
function casesOf({ error }: CampaignRun, report: RunReport | undefined): Case[] {
  const { checks = [], control } = report ?? {}
  const cases = control ? controlCases(control, checks) : checks.map(caseOf)
  if (error === undefined) return cases
  return [...cases, { name: 'the run is told and judged to its end', verdict: 'unknown', message: error, text: '' }]
}

/** Of a negative control: a case for what must be red, each check that must hold, and the others as not counted. */
function controlCases(control: NegativeControl, checks: readonly ReportedCheck[]): Case[] {
  const unseen = unseenRed(control, checks)
  const red = control.mustFail.map((id): Case => {
    const verdict = unseen.includes(id) ? 'fail' : 'pass'
    return { name: `red where it must be: ${id}`, verdict, message: 'no such check failed', text: '' }
  })
  const others = checks.map((check): Case => {
    const counts = check.verdict === 'pass' || mustHold(control, check)
    return counts ? caseOf(check) : { ...caseOf(check), verdict: 'skipped' }
  })
  return [...red, ...others]
}

function caseOf(check: ReportedCheck): Case {
  const facts = (['measured', 'limit', 'theory'] as const).flatMap(name =>
    check[name] === undefined ? [] : `${name}: ${check[name]}`,
  )
  const note = check.underOwnTimers === undefined ? [] : [check.underOwnTimers]
  const text = [check.id, ...facts, ...note, ...check.evidence.map(({ text }) => `evidence: ${text}`)].join('\n')
  return { name: check.title, verdict: check.verdict, message: check.reason, text }
}

const countsOf = (cases: readonly Case[]): Counts => {
  const count = (verdict: Case['verdict']) => cases.filter(each => each.verdict === verdict).length
  return { tests: cases.length, failures: count('fail'), errors: count('unknown'), skipped: count('skipped') }
}

const attributes = ({ tests, failures, errors, skipped }: Counts): Html =>
  html`tests="${tests}" failures="${failures}" errors="${errors}"${skipped > 0 && html` skipped="${skipped}"`}`

const suite = (run: CampaignRun, cases: readonly Case[], report: RunReport | undefined): Html =>
  html`  <testsuite name="${run.title}" ${attributes(
    countsOf(cases),
  )} time="${(run.durationMs / 1000).toFixed(3)}"${report && html` timestamp="${report.startedAt}"`}>
    <properties>
${properties(run, report).map(([name, value]) => html`      <property name="${name}" value="${value}"/>\n`)}    </properties>
${cases.map(each => testcase(run.title, each))}  </testsuite>
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

const tags = { fail: 'failure', unknown: 'error', skipped: 'skipped' } as const

function testcase(run: string, { name, verdict, message, text }: Case): Html {
  const head = html`    <testcase classname="${run}" name="${name}"`
  if (verdict === 'pass') return html`${head}/>\n`
  const tag = tags[verdict]
  const type = verdict !== 'skipped' && html` type="${verdict}"`
  return html`${head}>
      <${tag}${type} message="${message}">${text}</${tag}>
    </testcase>\n`
}
