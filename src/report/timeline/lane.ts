import type { Html, Part } from '../html.ts'
import { html } from '../html.ts'

interface LaneLabel {
  label: string
  /** A second, quieter line. */
  hint?: string
  kind?: 'ruler' | 'states' | 'samples'
}

/** One row of the timeline: its label, which stays in view, and what stands on the axis. */
export const lane = ({ label, hint, kind = 'states' }: LaneLabel, content: Part): Html =>
  html`<div class="lane ${kind}"><div class="label"><span>${label}</span>${hint && html`<small>${hint}</small>`}</div><div class="plot">${content}</div></div>
`
