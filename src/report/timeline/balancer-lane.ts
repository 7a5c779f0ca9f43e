import type { HarnessRecord } from '../../history/records.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'

/** Connections for which the balancer had to try more than one server, or that it could not serve. */
export function balancerLane(axis: Axis, harness: readonly HarnessRecord[]): Html | undefined {
  const records = harness.filter(record => record.type === 'balancer')
  if (records.length === 0) return undefined
  const troubled = records.filter(({ upstream, status }) => upstream.includes(',') || status !== '200')
  // One tick a spot: a balancer that fails all day writes more lines than a page should hold.
  const spots = new Map(
    troubled.map(({ atUs, upstream, status }) => [
      Math.round(axis.percent(atUs) * 20) / 20,
      `${axis.say(atUs)}: tried ${upstream || 'none'}, status ${status}`,
    ]),
  )
  const ticks = [...spots].map(([at, title]) => html`<i class="retry" style="left:${at}%" title="${title}"></i>`)
  return lane({ label: 'lb:0', hint: `${troubled.length} retries or errors` }, ticks)
}
