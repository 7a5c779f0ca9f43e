import type { BalancerEvent, BalancerSession } from '../../history/history.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'

/**
 * Connections for which a balancer had to try more than one server, or that it could not serve; servers that its checks
 * took out or back in, and who took the shared address.
 */
export function balancerLane(
  axis: Axis,
  sessions: readonly BalancerSession[],
  events: readonly BalancerEvent[],
): Html | undefined {
  if (sessions.length === 0 && events.length === 0) return undefined
  const troubled = sessions.filter(
    ({ upstreams, status, retries = 0 }) => retries > 0 || upstreams.length > 1 || status !== '200',
  )
  const told = [
    ...troubled.map(session => ({ atUs: session.atUs, words: sessionWords(session) })),
    ...events.map(event => ({ atUs: event.atUs, words: eventWords(event) })),
  ]
  // One tick a spot: a balancer that fails all day writes more lines than a page should hold.
  const spots = new Map(
    told.map(({ atUs, words }) => [Math.round(axis.percent(atUs) * 20) / 20, `${axis.say(atUs)}: ${words}`]),
  )
  const ticks = [...spots].map(([at, title]) => html`<i class="retry" style="left:${at}%" title="${title}"></i>`)
  const changes = events.length === 0 ? '' : `, ${events.length} changes`
  return lane({ label: 'lb:0', hint: `${troubled.length} retries or errors${changes}` }, ticks)
}

const sessionWords = ({ upstreams, status, retries = 0 }: BalancerSession): string =>
  `tried ${upstreams.join(', ') || 'none'}${retries > 0 ? ` after ${retries} others` : ''}, status ${status}`

const eventWords = (event: BalancerEvent): string =>
  event.type === 'address'
    ? `${event.balancer} ${event.holds ? 'took the shared address' : 'does not hold the shared address'}`
    : `${event.balancer} took ${event.server} ${event.isUp ? 'back in' : 'out'}: ${event.reason}`
