import { delaysRetransmission } from '../../history/fault-effect.ts'
import type { FaultInstance } from '../../history/fault-instance.ts'
import type { BalancerSession } from '../../history/history.ts'
import type { ProbePath, Sample } from '../../history/records.ts'
import { quietUntilUs } from '../../prediction/silence.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import { type NodeId, roleOf } from '../../topology/node-id.ts'
import { downtime } from '../fault-times.ts'
import { type Interval, overlap, union } from '../interval.ts'
import type { Cause } from './cause.ts'
import { faultBegan, type NodeEvent } from './node-event.ts'
import type { Observations } from './observations.ts'
import { lastUpstream } from './session-finder.ts'

/** From the end of a cut, or a node's start after it lost power, for as long again: a connection that stood before may carry nothing. */
export interface RetransmissionWindow extends Interval {
  node: NodeId
  ip: string
  struckUs: number
  event: NodeEvent
}

/** Every such stretch of a run: what was sent meanwhile is sent again by TCP, each time after twice as long. */
export const retransmissionWindows = (
  faults: readonly FaultInstance[],
  nodes: readonly Pick<NodeAddress, 'id' | 'ip'>[],
): RetransmissionWindow[] =>
  faults.flatMap(fault => {
    const { node, healedUs } = fault
    const ip = nodes.find(({ id }) => id === node)?.ip
    if (ip === undefined || healedUs === undefined || !delaysRetransmission(fault)) return []
    const { fromUs: struckUs } = downtime(fault)
    const toUs = quietUntilUs({ calledUs: struckUs, overUs: healedUs })
    return [{ node, ip, struckUs, fromUs: healedUs, toUs, event: faultBegan(fault) }]
  })

/** What was sent on a connection that had stood before its line was cut, and waited for TCP's next try. */
export function retransmissionCauses(
  outage: Interval,
  bad: readonly Sample[],
  probed: ProbePath,
  { retransmissions, sessionOf, entry, connectedSince }: Observations,
): Cause[] {
  const path = probed === 'lb' ? entry : probed
  return retransmissions.flatMap(window => {
    const waited = bad.flatMap(sample => {
      const { sentUs, endUs, localPort } = sample
      const sinceUs = localPort === undefined ? undefined : connectedSince(localPort)
      if (sentUs === undefined || sinceUs === undefined || sinceUs >= window.struckUs) return []
      if (!leadsOver(window, path, () => sessionOf(sample))) return []
      const shared = overlap(window, { fromUs: sentUs, toUs: endUs })
      return (shared && overlap(shared, outage)) ?? []
    })
    return union(waited).map((stretch): Cause => ({ kind: 'retransmission', ...stretch, event: window.event }))
  })
}

function leadsOver(
  { node, ip }: RetransmissionWindow,
  path: ProbePath,
  session: () => BalancerSession | undefined,
): boolean {
  if (path === `direct:${node}`) return true
  if (path !== 'lb') return false
  if (roleOf(node) === 'lb') return true
  const taken = session()
  return taken !== undefined && lastUpstream(taken) === ip
}
