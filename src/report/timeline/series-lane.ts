import { formatUs } from '../../base/duration.ts'
import type { Episode, Outage, SeriesFacts } from '../../checks/judgement.ts'
import type { Sample } from '../../history/records.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { outcomesText } from '../outcomes-text.ts'
import { percentText } from '../percent-text.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { latencyY, samplePlot } from './sample-plot.ts'

/** One series: its attempts, and beneath them its outages and episodes, failed over stalled. */
export function seriesLane(axis: Axis, facts: SeriesFacts, samples: readonly Sample[]): Html {
  const { operation, connection, path } = facts.definition
  const scale = [10, 1000].map(
    ms => html`<i class="scale" style="top:${latencyY(ms)}px">${ms === 10 ? '10 ms' : '1 s'}</i>`,
  )
  const hint = `${connection}${path === 'lb' ? '' : `, ${path}`}, ${percentText(facts.availability)} ok`
  const kinds = ['stalled', 'failed'] as const
  const rail = kinds.flatMap(kind => [
    ...facts[kind].episodes.map(episode => episodeBar(axis, kind, episode)),
    ...facts[kind].outages.map(outage => outageBar(axis, kind, outage)),
  ])
  const longest = longestOf(facts)
  const length =
    longest &&
    html`<b class="length" style="left:${axis.percent(longest.toUs)}%">${formatUs(longest.toUs - longest.fromUs)}</b>`
  return lane(
    { label: operation, hint, kind: 'samples' },
    html`${samplePlot(axis, samples)}${scale}<div class="rail">${rail}${length}</div>`,
  )
}

const longestOf = ({ failed, stalled }: SeriesFacts): Outage | undefined =>
  [...failed.outages, ...stalled.outages].toSorted((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))[0]

function outageBar(axis: Axis, kind: string, { fromUs, toUs, closed, outcomes }: Outage): Html {
  const open = closed ? '' : ', still open at the end'
  const title = `${kind} outage, ${formatUs(toUs - fromUs)}${open}: ${outcomesText(outcomes)}\n${axis.say(fromUs)} to ${axis.say(toUs)}`
  return html`<div class="outage ${kind}" style="${axis.place(fromUs, toUs)}" title="${title}"></div>`
}

function episodeBar(axis: Axis, kind: string, { fromUs, toUs, bad, total }: Episode): Html {
  const title = `${kind} episode, ${formatUs(toUs - fromUs)}: ${bad} of ${total} samples bad\n${axis.say(fromUs)} to ${axis.say(toUs)}`
  return html`<div class="episode ${kind}" style="${axis.place(fromUs, toUs)}" title="${title}"></div>`
}
