import type { BalancerSession, History } from '../../history/history.ts'

/** A session ends with its server's state change; both are stamped on their own. */
const slackUs = 100_000

/** The check's answer on which the balancer took the server of a session out and shut it. */
export function takenOut({ upstreams, atUs }: BalancerSession, { balancerEvents, manifest }: History): string {
  const ip = upstreams.at(-1)?.split(':')[0]
  const server = manifest.nodes.find(node => node.ip === ip)?.id ?? ip
  const change = balancerEvents.findLast(
    event => event.type === 'upstream' && !event.isUp && event.server === server && event.atUs <= atUs + slackUs,
  )
  return `the balancer took ${server} out${change?.type === 'upstream' ? `: ${change.reason}` : ''}`
}
