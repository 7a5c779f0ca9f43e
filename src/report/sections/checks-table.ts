import { formatUs } from '../../base/duration.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from '../timeline/axis.ts'
import { evidenceId } from '../timeline/evidence-marks.ts'
import { verdictBadge } from '../verdict-badge.ts'

type Check = RunReport['checks'][number]

/** One row a promise; what did not pass stands open, with its reason and evidence. */
export const checksTable = (axis: Axis, checks: readonly Check[]): Html => html`<section id="checks">
<h2>What was promised, and what was measured</h2>
<p class="note">Each row opens: why, and the evidence, which leads to its place on the time axis.
<em>Limit</em> is what the scenario allows, <em>theory</em> what these settings make likely.</p>
<div class="checks">
<div class="row head" aria-hidden="true"><span>Verdict</span><span>Check</span><span class="number">Measured</span><span class="number">Limit</span><span>Theory</span></div>
${checks.map((check, index) => row(axis, check, index))}</div>
</section>`

const row = (axis: Axis, check: Check, index: number): Html => html`<details${check.verdict !== 'pass' && html` open`}>
<summary class="row">${verdictBadge(check.verdict)}<span class="title">${check.title}</span><span class="number" data-name="measured">${
  check.measured ?? '–'
}</span><span class="number" data-name="limit">${check.limit ?? '–'}</span><span class="theory" data-name="theory">${
  check.theory ?? '–'
}</span></summary>
<div class="why"><p>${check.reason}</p>
${check.evidence.length > 0 && html`<ul>${check.evidence.map((evidence, e) => evidenceItem(axis, evidence, evidenceId(index, e)))}</ul>`}
<p class="id">${check.id}</p></div>
</details>
`

const evidenceItem = (axis: Axis, { fromUs, toUs, text, samples }: Check['evidence'][number], id: string): Html =>
  html`<li><a href="#${id}">${axis.say(fromUs)} to ${axis.say(toUs)}</a> <small>${formatUs(toUs - fromUs)}</small> ${text}${
    samples && html` <small>${samples.series}, samples ${samples.from} to ${samples.to}</small>`
  }</li>`
