import type { Sample } from '../../history/records.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'

/** Units of the drawing; it is stretched to the lane's width, strokes keep theirs. */
const width = 4000
const height = 66
const strip = { top: 6, bottom: 15 }
const dots = { top: 19, bottom: 62 }
const [fastestMs, slowestMs] = [1, 10_000]

/** Height of a latency, on a logarithmic scale. */
export function latencyY(ms: number): number {
  const share = Math.log(Math.min(Math.max(ms, fastestMs), slowestMs) / fastestMs) / Math.log(slowestMs / fastestMs)
  return Math.round(dots.bottom - share * (dots.bottom - dots.top))
}

/**
 * Every attempt of a series at its intended time: a success as a dot at the height of its latency, all others as
 * a tick in the strip above. Attempts that would be drawn on one spot are drawn once, so the drawing stays small.
 */
export function samplePlot(axis: Axis, samples: Iterable<Sample>): Html {
  const spots = new Map<string, Set<string>>()
  for (const { outcome, intendedUs, endUs } of samples) {
    const x = Math.round((axis.percent(intendedUs) / 100) * width)
    const spot =
      outcome === 'ok' ? `M${x} ${latencyY((endUs - intendedUs) / 1000)}h0` : `M${x} ${strip.top}V${strip.bottom}`
    const ofOutcome = spots.get(outcome) ?? new Set()
    spots.set(outcome, ofOutcome.add(spot))
  }
  const paths = [...spots].map(([outcome, drawn]) => html`<path class="o-${outcome}" d="${[...drawn].join('')}"/>`)
  const rules = [10, 100, 1000].map(ms => `M0 ${latencyY(ms)}H${width}`).join('')
  return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true"><path class="rule" d="${rules}"/>${paths}</svg>`
}
