import { formatUs } from '../../base/duration.ts'
import { coveredUs } from '../../checks/interval.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'

type Cause = RunReport['series'][number]['failed']['outages'][number]['causes'][number]

/** What explains an outage, one line a kind: how much of it, and the event that it rests on. */
export const causeLines = (causes: readonly Cause[]): Html[] =>
  [...Map.groupBy(causes, ({ kind }) => kind).values()].map(all => {
    const { text, event, band } = all[0]!
    const others = all.reduce((sum, { count }) => sum + count, -1)
    const spans = all.flatMap(each => each.spans.map(([fromUs, toUs]) => ({ fromUs, toUs })))
    return html`<div>${text}, ${formatUs(coveredUs(spans))}<small>${event}${others > 0 && `, and ${others} more`}${band && html`<br>${band}`}</small></div>`
  })
