import type { BalancerSession } from '../../history/history.ts'
import type { Sample } from '../../history/records.ts'

/** nginx tells times in whole milliseconds, and stamps a session's end when it comes to write it down. */
const slackUs = 20_000

/** Finds the balancer's session of a sample: by the client's port, and by time, because ports come round again. */
export function sessionFinder(sessions: readonly BalancerSession[]): (sample: Sample) => BalancerSession | undefined {
  const byPort = Map.groupBy(sessions, ({ port }) => port)
  return ({ localPort, sentUs, endUs }) => {
    if (localPort === undefined || sentUs === undefined) return undefined
    const candidates = byPort.get(localPort) ?? []
    return candidates.findLast(({ fromUs, atUs }) => fromUs <= endUs + slackUs && atUs >= sentUs - slackUs)
  }
}

/** The address of the server that took a session, the last one that was tried; undefined where none was left. */
export const lastUpstream = ({ upstreams }: BalancerSession): string | undefined => upstreams.at(-1)?.split(':')[0]
