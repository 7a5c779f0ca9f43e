import { formatUs } from '../../base/duration.ts'
import { badSamplesText } from '../bad-samples-text.ts'
import { explainedText } from '../explained-text.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from '../timeline/axis.ts'
import { causeLines } from './cause-lines.ts'

/** A page lists this many outages, the longest; the record holds all. */
const most = 40

type Series = RunReport['series'][number]
type Outage = Series['failed']['outages'][number]

interface Listed extends Outage {
  series: string
  kind: string
}

/** Every outage with what explains it, and the rest that nothing does. */
export function outageList(axis: Axis, { series, explained }: Pick<RunReport, 'series' | 'explained'>): Html {
  const all = series.flatMap(listed).toSorted((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))
  const left = all.length - most
  return html`<section id="outages">
<h2>Outages and what explains them</h2>
${
  all.length === 0
    ? html`<p class="note">There was none: every attempt succeeded within 250 ms.</p>`
    : html`<p class="note">${explainedText(explained)} A mechanism explains only the part of an outage that overlaps an event that was seen. What is left over stays unexplained.</p>
<div class="wide"><table>
<thead><tr><th>Series</th><th>Kind</th><th class="number">From</th><th class="number">Length</th><th>Explained by</th><th class="number">Unexplained</th><th>Bad samples</th></tr></thead>
<tbody>
${all.slice(0, most).map(outage => row(axis, outage))}</tbody></table></div>${left > 0 && html`<p class="note">${left} shorter ones are left out here; report.json has them.</p>`}`
}
</section>`
}

/** An outage that is both failed and stalled, over the same time, is listed once. */
function listed({ definition, failed, stalled }: Series): Listed[] {
  const same = (a: Outage, b: Outage) => a.fromUs === b.fromUs && a.toUs === b.toUs
  const only = stalled.outages.filter(outage => !failed.outages.some(other => same(other, outage)))
  const as = (kind: string) => (outage: Outage) => ({ ...outage, series: definition.id, kind })
  return [...failed.outages.map(as('failed')), ...only.map(as('stalled'))]
}

const row = (axis: Axis, { series, kind, fromUs, toUs, closed, causes, unexplainedUs, outcomes }: Listed): Html =>
  html`<tr><th scope="row">${series}</th><td>${kind}</td><td class="number">${axis.say(fromUs)}</td><td class="number">${formatUs(toUs - fromUs)}${
    !closed && html`<small>open at the end</small>`
  }</td><td>${causes.length === 0 ? '–' : causeLines(causes)}</td><td class="number">${formatUs(unexplainedUs)}</td><td>${badSamplesText(outcomes)}</td></tr>
`
