import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'

/** What a colour says: well, worth a look, bad, or nothing; `server-N` tells servers apart. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | `server-${number}`

interface Segment {
  fromUs: number
  toUs: number
  text: string
  /** Shown on hover; the text by default. */
  title?: string
  tone: Tone
}

/** A bar on the axis from one moment to another. Nothing when it lies wholly outside. */
export function segment(axis: Axis, { fromUs, toUs, text, title = text, tone }: Segment): Html | undefined {
  if (toUs <= axis.fromUs || fromUs >= axis.toUs) return undefined
  const hover = `${title}\n${axis.say(fromUs)} to ${axis.say(toUs)}`
  return html`<div class="segment ${tone}" style="${axis.place(fromUs, toUs)}" title="${hover}"><span>${text}</span></div>`
}
