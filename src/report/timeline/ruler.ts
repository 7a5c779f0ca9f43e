import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { ticks } from './ticks.ts'

/** The numbers along the axis. */
export const ruler = (axis: Axis): Html =>
  lane(
    { label: '', kind: 'ruler' },
    ticks(axis).map(
      ({ atUs, label, fine }) =>
        html`<i${fine && html` class="fine"`} style="left:${axis.percent(atUs)}%">${label}</i>`,
    ),
  )

/** The lines that carry these numbers through all lanes. */
export const rules = (axis: Axis): Html[] =>
  ticks(axis).map(
    ({ atUs, fine }) => html`<div class="tick${fine && ' fine'}" style="left:${axis.percent(atUs)}%"></div>`,
  )
