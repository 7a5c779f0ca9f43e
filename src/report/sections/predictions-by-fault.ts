import { formatMs } from '../../base/duration.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import { gapText } from './gap-text.ts'

type Predicted = RunReport['predictions']['series'][number]

/** What a cluster offers, by one series each: its cache, its state, and changes, to a client that is new or stays. */
const shown: Record<string, string> = {
  'lb/cached-read/new': 'Cached reads',
  'lb/quorum-read/new': 'Quorum reads',
  'lb/write/new': 'Writes',
  'lb/write/reused': 'Writes, kept connection',
}

/** One row for each fault: how long at most nothing succeeded, and below what theory gives for that. */
export function predictionsByFault({ predictions, faults }: Pick<RunReport, 'predictions' | 'faults'>): Html {
  const columns = Object.keys(shown).filter(id => predictions.series.some(({ series }) => series === id))
  const rows = [...Map.groupBy(predictions.series, each => each.faults.join())]
  const struck = new Map(faults.map(({ id, node }) => [id, node]))
  return html`<div class="wide"><table class="by-fault">
<thead><tr><th>After</th>${columns.map(id => html`<th class="number">${shown[id]}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([ids, ofFaults]) =>
    html`<tr><th scope="row">${ids.split(',').map(id => html`<div>${id}<small>${struck.get(id)}</small></div>`)}</th>${columns.map(id => cell(ofFaults.find(({ series }) => series === id)))}</tr>
`,
)}</tbody></table></div>`
}

function cell(predicted: Predicted | undefined): Html {
  if (predicted === undefined) return html`<td></td>`
  const { gap, measuredMs, disagreement } = predicted
  return html`<td class="number">${formatMs(measuredMs)}<small>${gapText(gap)}</small>${disagreement !== undefined && html`<small class="off">${disagreement}</small>`}</td>`
}
