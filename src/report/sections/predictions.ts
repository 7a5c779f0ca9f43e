import { formatMs } from '../../base/duration.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { percentText } from '../percent-text.ts'
import type { RunReport } from '../report-schema.ts'
import { gapText } from './gap-text.ts'
import { predictionsByFault } from './predictions-by-fault.ts'

type Predictions = RunReport['predictions']

/** What topology, faults and timers give for each series, beside what was measured. */
export function predictions(report: Pick<RunReport, 'predictions' | 'faults'>): Html | undefined {
  const { series, restarts } = report.predictions
  if (series.length === 0) return undefined
  const isOne = new Set(series.map(({ faults }) => faults.join())).size === 1
  return html`<section id="predictions">
<h2>What was to be expected, and what was measured</h2>
<p class="note">From topology, fault and timers alone. <em>In part</em>: while others succeed, the share of new connections
that meets a lost server, and for how long. Where both disagree, the cluster, the harness or the prediction has a bug.</p>
${isOne ? table(series) : predictionsByFault(report)}
${!isOne && html`<details><summary>Every series after every fault</summary>${table(series)}</details>`}
${restarts.length > 0 && html`<ul>${restarts.map(restart)}</ul>`}
</section>`
}

function table(series: Predictions['series']): Html {
  const isOne = new Set(series.map(({ faults }) => faults.join())).size === 1
  return html`<div class="wide"><table>
<thead><tr>${!isOne && html`<th>After</th>`}<th>Series</th><th class="number">Longest gap expected</th><th class="number">Measured</th><th class="number">In part</th><th>Why</th></tr></thead>
<tbody>
${series.map(each => row(each, !isOne))}</tbody></table></div>`
}

const row = (
  { faults, series, gap, partly, words, measuredMs, disagreement }: Predictions['series'][number],
  isNamed: boolean,
): Html =>
  html`<tr>${isNamed && html`<td>${faults.join(', ')}</td>`}<th scope="row">${series}</th><td class="number">${gapText(gap)}</td><td class="number">${formatMs(measuredMs)}</td><td class="number">${partlyText(partly)}</td><td>${words}${disagreement !== undefined && html`<small>${disagreement}</small>`}</td></tr>
`

const partlyText = (partly: Predictions['series'][number]['partly']): string =>
  partly === undefined
    ? '–'
    : `${percentText(partly.share)}${partly.forMs === undefined ? '' : `, up to ${formatMs(partly.forMs)}`}`

const restart = ({ band, words, measuredMs }: Predictions['restarts'][number]): Html =>
  html`<li>${words}, ${formatMs(band.fromMs)} to ${formatMs(band.toMs)} after it could not: ${measuredMs === undefined ? 'it did not' : `it did after ${formatMs(measuredMs)}`}</li>`
