import { formatMs } from '../../base/duration.ts'
import type { Band } from '../../prediction/timers.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'

interface Stage {
  name: string
  afterMs: number
  band?: Band | undefined
  disagreement?: string | undefined
}

/** More faults than that are told one by one only to who asks. */
export const shownAtOnce = 3

/** How the cluster came back, from each fault, and how it came up. */
export function stages({ formation, recovery, takenOver, startTimers }: RunReport): Html {
  const formed = formation.map(({ text, node, afterMs }) => ({ name: node ? `${text}: ${node}` : text, afterMs }))
  const ofFaults = [...Map.groupBy(recovery, ({ fault }) => fault)]
  const since = (from: 'fault' | 'start', ofFault: RunReport['recovery']) =>
    ofFault
      .filter(stage => stage.from === from)
      .map(({ text, note, afterMs, band, disagreement }) => ({
        name: note === undefined ? text : `${text} (${note})`,
        afterMs,
        band,
        disagreement,
      }))
  const recovered = ofFaults.map(([fault, ofFault]) => {
    const which = ofFaults.length > 1 ? ` ${fault}` : ''
    return html`${list(`Recovery, from the fault${which}`, since('fault', ofFault))}
${list(`Rejoining, from its start${which && ` after${which}`}`, since('start', ofFault))}`
  })
  const isLong = ofFaults.length > shownAtOnce
  return html`${isLong && html`<section><h2>How the cluster came back</h2><details><summary>After each of ${ofFaults.length} faults</summary><div class="columns">${recovered}</div></details></section>`}
<section id="stages" class="columns">
${!isLong && recovered}
${list(takenOver ? `Formation, from its begin, in run ${takenOver.formedBy}` : 'Formation, from its begin', formed)}
</section>
${startTimers && html`<p class="note">${startTimers.text}. The model's limits of joining and rejoining rest on it.</p>`}`
}

function list(title: string, all: readonly Stage[]): Html | undefined {
  if (all.length === 0) return undefined
  const longest = Math.max(...all.map(({ afterMs }) => afterMs), 1)
  return html`<div><h2>${title}</h2><table class="stages"><tbody>
${all.map(
  ({ name, afterMs, band, disagreement }) =>
    html`<tr><th scope="row">${name}${band && html`<small>${bandText(band, disagreement)}</small>`}</th><td class="number">${formatMs(afterMs)}</td><td class="bar"><i style="width:${Math.round((afterMs / longest) * 1000) / 10}%"></i></td></tr>\n`,
)}</tbody></table></div>`
}

/** `theory 13.0 s to 29.0 s`, and how that is missed. */
const bandText = ({ fromMs, toMs }: Band, disagreement: string | undefined): string =>
  [`theory ${formatMs(fromMs)} to ${formatMs(toMs)}`, disagreement].filter(Boolean).join(', ')
