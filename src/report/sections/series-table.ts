import { formatMs, formatUs } from '../../base/duration.ts'
import type { Outage, SeriesFacts } from '../../checks/judgement.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { outcomesText } from '../outcomes-text.ts'
import { percentText } from '../percent-text.ts'

/** Each series in numbers. */
export const seriesTable = (series: readonly SeriesFacts[]): Html => html`<section id="series">
<h2>The series in numbers</h2>
<p class="note">Latency is that of successes, from the moment an attempt was due. Availability leaves out what the prober itself missed.
An outage lasts from the first bad attempt to the next success: <em>failed</em> counts attempts that failed or took past their
deadline as bad, <em>stalled</em> also those that took over 250 ms.</p>
<div class="wide"><table>
<thead><tr><th>Series</th>${[
  'Samples',
  'Available',
  'p50',
  'p95',
  'p99',
  'Max',
  'First after fault',
  'Longest failed',
  'Longest stalled',
].map(name => html`<th class="number">${name}</th>`)}<th>Outcomes</th></tr></thead>
<tbody>
${series.map(row)}</tbody></table></div>
</section>`

const row = ({
  definition,
  samples,
  availability,
  latencyMs,
  firstSuccessMs,
  failed,
  stalled,
  byOutcome,
}: SeriesFacts): Html => {
  const { p50, p95, p99, max } = latencyMs
  const cells = [samples, percentText(availability), ...[p50, p95, p99, max].map(latencyText)]
  return html`<tr><th scope="row">${definition.id}<small>every ${definition.intervalMs} ms, deadline ${formatMs(definition.deadlineMs)}</small></th>${[
    ...cells,
    firstSuccessMs === undefined ? '–' : latencyText(firstSuccessMs),
    longest(failed.outages),
    longest(stalled.outages),
  ].map(cell => html`<td class="number">${cell}</td>`)}<td>${outcomesText(byOutcome)}</td></tr>
`
}

const latencyText = (ms: number): string =>
  Number.isFinite(ms) ? (ms < 100 ? `${ms.toFixed(1)} ms` : formatMs(ms)) : '–'

const longest = (outages: readonly Outage[]): string =>
  outages.length === 0 ? '–' : formatUs(outages.reduce((most, { fromUs, toUs }) => Math.max(most, toUs - fromUs), 0))
