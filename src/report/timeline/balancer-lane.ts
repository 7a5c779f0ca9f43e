import type { BalancerSession } from '../../history/history.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'

/** Connections for which the balancer had to try more than one server, or that it could not serve. */
export function balancerLane(axis: Axis, sessions: readonly BalancerSession[]): Html | undefined {
  if (sessions.length === 0) return undefined
  const troubled = sessions.filter(({ upstreams, status }) => upstreams.length > 1 || status !== '200')
  // One tick a spot: a balancer that fails all day writes more lines than a page should hold.
  const spots = new Map(
    troubled.map(({ atUs, upstreams, status }) => [
      Math.round(axis.percent(atUs) * 20) / 20,
      `${axis.say(atUs)}: tried ${upstreams.join(', ') || 'none'}, status ${status}`,
    ]),
  )
  const ticks = [...spots].map(([at, title]) => html`<i class="retry" style="left:${at}%" title="${title}"></i>`)
  return lane({ label: 'lb:0', hint: `${troubled.length} retries or errors` }, ticks)
}
