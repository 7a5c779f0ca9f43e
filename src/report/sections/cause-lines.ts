import { formatUs } from '../../base/duration.ts'
import { coveredUs } from '../../checks/interval.ts'
import type { Outage } from '../../checks/judgement.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'

type Cause = Outage['causes'][number]

/** What explains an outage, one line a mechanism: how much of it, and the event that it rests on. */
export const causeLines = (causes: readonly Cause[]): Html[] =>
  [...Map.groupBy(causes, ({ mechanism }) => mechanism)].map(([mechanism, all]) => {
    const more = all.length > 1 ? `, and ${all.length - 1} more` : ''
    return html`<div>${mechanism}, ${formatUs(coveredUs(all))}<small>${all[0]?.event}${more}${all[0]?.band && html`<br>${all[0].band}`}</small></div>`
  })
