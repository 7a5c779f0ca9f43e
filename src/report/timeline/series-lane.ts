import { formatUs } from '../../base/duration.ts'
import type { Episode, Outage, SeriesFacts } from '../../checks/judgement.ts'
import type { Sample } from '../../history/records.ts'
import { badSamplesText } from '../bad-samples-text.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { percentText } from '../percent-text.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { latencyY, samplePlot } from './sample-plot.ts'

/** One series: its attempts, and beneath them its outages and episodes, failed over stalled. */
export function seriesLane(axis: Axis, facts: SeriesFacts, samples: Iterable<Sample>): Html {
  const { operation, connection, path } = facts.definition
  const hint = `${connection}${path === 'lb' ? '' : `, ${path}`}, ${percentText(facts.availability)} ok`
  const longest = longestUs(facts)
  const rail = (['stalled', 'failed'] as const).flatMap(kind => [
    ...facts[kind].episodes.map(episode => episodeBar(axis, kind, episode)),
    ...facts[kind].outages.map(outage => outageBar(axis, kind, outage)),
  ])
  const aside = html`${longest > 0 && html`<small>longest ${formatUs(longest)}</small>`}${scale}`
  return lane(
    { label: operation, hint, kind: 'samples', aside },
    html`${samplePlot(axis, samples)}<div class="rail">${rail}</div>`,
  )
}

const scale: Html[] = [
  html`<i class="scale" style="top:${latencyY(10)}px">10 ms</i>`,
  html`<i class="scale" style="top:${latencyY(1000)}px">1 s</i>`,
]

const longestUs = ({ failed, stalled }: SeriesFacts): number =>
  [...failed.outages, ...stalled.outages].reduce((most, { fromUs, toUs }) => Math.max(most, toUs - fromUs), 0)

function outageBar(axis: Axis, kind: string, { fromUs, toUs, closed, outcomes }: Outage): Html {
  const open = closed ? '' : ', still open at the end'
  const title = `${kind} outage, ${formatUs(toUs - fromUs)}${open}: ${badSamplesText(outcomes)}\n${axis.say(fromUs)} to ${axis.say(toUs)}`
  return html`<div class="outage ${kind}" style="${axis.place(fromUs, toUs)}" title="${title}"></div>`
}

function episodeBar(axis: Axis, kind: string, { fromUs, toUs, bad, total }: Episode): Html {
  const title = `${kind} episode, ${formatUs(toUs - fromUs)}: ${bad} of ${total} samples bad\n${axis.say(fromUs)} to ${axis.say(toUs)}`
  return html`<div class="episode ${kind}" style="${axis.place(fromUs, toUs)}" title="${title}"></div>`
}
