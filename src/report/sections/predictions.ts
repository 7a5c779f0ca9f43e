import { formatMs } from '../../base/duration.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { percentText } from '../percent-text.ts'
import type { RunReport } from '../report-schema.ts'

type Predictions = RunReport['predictions']

/** What topology, fault and timers give for each series, beside what was measured. */
export function predictions({ predictions: { series, restarts } }: Pick<RunReport, 'predictions'>): Html | undefined {
  if (series.length === 0) return undefined
  return html`<section id="predictions">
<h2>What was to be expected, and what was measured</h2>
<p class="note">From topology, fault and timers alone. <em>In part</em>: while others succeed, the share of new connections
that meets a lost server, and for how long. Where both disagree, the cluster, the harness or the prediction has a bug.</p>
<div class="wide"><table>
<thead><tr><th>Series</th><th class="number">Longest gap expected</th><th class="number">Measured</th><th class="number">In part</th><th>Why</th></tr></thead>
<tbody>
${series.map(row)}</tbody></table></div>
${restarts.length > 0 && html`<ul>${restarts.map(restart)}</ul>`}
</section>`
}

const row = ({ series, gap, partly, words, measuredMs, disagreement }: Predictions['series'][number]): Html =>
  html`<tr><th scope="row">${series}</th><td class="number">${gapText(gap)}</td><td class="number">${formatMs(measuredMs)}</td><td class="number">${partlyText(partly)}</td><td>${words}${disagreement !== undefined && html`<small>${disagreement}</small>`}</td></tr>
`

function gapText(gap: Predictions['series'][number]['gap']): string {
  if (gap === undefined) return 'no prediction'
  if (gap.toMs === undefined) return `${formatMs(gap.fromMs)} or more`
  return gap.fromMs === 0 ? `up to ${formatMs(gap.toMs)}` : `${formatMs(gap.fromMs)} to ${formatMs(gap.toMs)}`
}

const partlyText = (partly: Predictions['series'][number]['partly']): string =>
  partly === undefined
    ? '–'
    : `${percentText(partly.share)}${partly.forMs === undefined ? '' : `, up to ${formatMs(partly.forMs)}`}`

const restart = ({ band, words, measuredMs }: Predictions['restarts'][number]): Html =>
  html`<li>${words}, ${formatMs(band.fromMs)} to ${formatMs(band.toMs)} after it could not: ${measuredMs === undefined ? 'it did not' : `it did after ${formatMs(measuredMs)}`}</li>`
