import type { BalancerEvent, BalancerSession, History } from '../../history/history.ts'
import type { UpstreamOut } from './cause.ts'
import { lastUpstream } from './session-finder.ts'

type UpstreamEvent = Extract<BalancerEvent, { type: 'upstream' }>

/**
 * A session is shut at its server's state change. The log has its end only as a begin and a length, and HAProxy's clock of
 * lengths skips what it takes for a jump, as on a starved host: it was seen up to 1.4 s behind.
 */
const slackUs = 2_000_000

/** The check's answer on which the balancer took the server of a session out and shut it. */
export function takenOut(session: BalancerSession, { balancerEvents, manifest }: History): UpstreamOut {
  const { retries = 0, atUs } = session
  const ip = lastUpstream(session)
  const own = manifest.nodes.find(node => node.ip === ip)?.id ?? ip
  const near = balancerEvents
    .filter((event): event is UpstreamEvent => event.type === 'upstream' && !event.isUp)
    .filter(event => Math.abs(event.atUs - atUs) <= slackUs)
    .toSorted((a, b) => Math.abs(a.atUs - atUs) - Math.abs(b.atUs - atUs))
  // One that was led on to another server is shut with the first, which its line does not name.
  const change = near.find(({ server }) => server === own) ?? (retries > 0 ? near[0] : undefined)
  if (change) return { server: change.server, reason: change.reason }
  return own === undefined ? {} : { server: own }
}
