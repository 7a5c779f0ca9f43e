import { formatUs } from '../../base/duration.ts'
import { type CheckGroup, checkGroups } from '../check-groups.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from '../timeline/axis.ts'
import { evidenceId } from '../timeline/evidence-marks.ts'
import { verdictBadge } from '../verdict-badge.ts'

type Check = RunReport['checks'][number]

/** One row a promise. What did not pass says why at once; what failed stands open, with its evidence. */
export const checksTable = (axis: Axis, checks: readonly Check[]): Html => html`<section id="checks">
<h2>What was promised, and what was measured</h2>
<p class="note">Each row opens: why, and the evidence, which leads to its place on the time axis.
<em>Limit</em> is what the scenario allows, <em>theory</em> what these settings make likely.</p>
<div class="checks">
<div class="row head" aria-hidden="true"><span>Verdict</span><span>Check</span><span class="number">Measured</span><span class="number">Limit</span><span>Theory</span></div>
${checkGroups(checks).map(group => groupRows(axis, group))}</div>
</section>`

function groupRows(axis: Axis, { title, checks, folded }: CheckGroup): Html {
  const rows = checks.map(({ check, index }) => row(axis, check, index))
  if (!folded) return html`<h3>${title}</h3>${rows}`
  return html`<details class="group"><summary class="row">${verdictBadge('pass')}<span class="title">${title}</span><span class="note">${checks.length} checks passed</span></summary>
${rows}</details>
`
}

function row(axis: Axis, check: Check, index: number): Html {
  const { id, title, verdict, reason, measured, limit, theory, evidence, underOwnTimers } = check
  const cells = [cell('measured', 'number', measured), cell('limit', 'number', limit), cell('theory', 'theory', theory)]
  const passed = verdict === 'pass'
  // Of a claim a reader asks what was seen, true or not.
  const told = !passed || id.startsWith('claim/')
  return html`<details${verdict === 'fail' && html` open`}>
<summary class="row">${verdictBadge(verdict)}<span class="title">${title}</span>${cells}${told && html`<span class="reason">${reason}</span>`}${underOwnTimers && html`<span class="reason">${underOwnTimers}</span>`}</summary>
<div class="why">${!told && html`<p>${reason}</p>`}
${evidence.length > 0 && html`<ul>${evidence.map((item, e) => evidenceItem(axis, item, evidenceId(index, e)))}</ul>`}
<p class="id">${id}</p></div>
</details>
`
}

const cell = (name: string, kind: string, value: string | undefined): Html =>
  value === undefined
    ? html`<span class="${kind} none">–</span>`
    : html`<span class="${kind}" data-name="${name}">${value}</span>`

function evidenceItem(axis: Axis, { fromUs, toUs, text, samples }: Check['evidence'][number], id: string): Html {
  const [from, to] = [axis.say(fromUs), axis.say(toUs)]
  const when =
    from === to
      ? html`<a href="#${id}">at ${from}</a>`
      : html`<a href="#${id}">${from} to ${to}</a> <small>${formatUs(toUs - fromUs)}</small>`
  return html`<li>${when} ${text}${samples && html` <small>${samplesText(samples)}</small>`}</li>`
}

const samplesText = ({ series, from, to }: NonNullable<Check['evidence'][number]['samples']>): string =>
  from === to ? `${series}, sample ${from}` : `${series}, samples ${from} to ${to}`
