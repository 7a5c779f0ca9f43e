import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'

/** What was broken, from the moment it bit until it was healed. */
export function faultLane(axis: Axis, faults: RunReport['faults']): Html {
  const segments = faults.map(
    ({ kind, node, selector, reason, calledUs, beganUs = calledUs, healedUs = axis.toUs }) => {
      const chosen = selector === node ? '' : ` (${selector})`
      const text = `${kind} ${node}${chosen}`
      return segment(axis, { fromUs: beganUs, toUs: healedUs, text, title: `${text}: ${reason}`, tone: 'bad' })
    },
  )
  return lane({ label: 'fault' }, segments)
}

/** The same faults as bands behind all lanes. */
export const faultBands = (axis: Axis, faults: RunReport['faults']): Html[] =>
  faults.map(
    ({ calledUs, beganUs = calledUs, healedUs = axis.toUs }) =>
      html`<div class="band" style="${axis.place(beganUs, healedUs)}"></div>`,
  )
