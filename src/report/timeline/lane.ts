import type { Html, Part } from '../html.ts'
import { html } from '../html.ts'

interface LaneHead {
  label: string
  /** A second, quieter line. */
  hint?: string
  kind?: 'ruler' | 'states' | 'samples' | 'group'
  /** What else stands in the label. */
  aside?: Part
}

/** One row of the timeline: its label, which stays in view, and what stands on the axis. */
export const lane = ({ label, hint, kind = 'states', aside }: LaneHead, content?: Part): Html =>
  html`<div class="lane ${kind}"><div class="label"><span title="${label}">${label}</span>${hint && html`<small>${hint}</small>`}${aside}</div><div class="plot">${content}</div></div>
`
