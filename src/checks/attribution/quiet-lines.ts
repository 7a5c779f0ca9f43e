import { isOffLine } from '../../history/fault-effect.ts'
import type { FaultInstance } from '../../history/fault-instance.ts'
import type { BalancerSession } from '../../history/history.ts'
import type { ProbePath, Sample } from '../../history/records.ts'
import { quietUntilUs } from '../../prediction/silence.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import { type NodeId, roleOf } from '../../topology/node-id.ts'
import { beginText, downtime } from '../fault-times.ts'
import { type Interval, overlap, union } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { Evidence } from './evidence.ts'
import { takerOf } from './session-finder.ts'

/** From the end of a cut, or a node's start after it lost power, for as long again: a connection that stood before may carry nothing. */
export interface QuietLine extends Interval {
  node: NodeId
  ip: string
  struckUs: number
  event: string
}

/** Every such stretch of a run: what was sent meanwhile is sent again by TCP, each time after twice as long. */
export const quietLines = (
  faults: readonly FaultInstance[],
  nodes: readonly Pick<NodeAddress, 'id' | 'ip'>[],
): QuietLine[] =>
  faults.flatMap(fault => {
    const { node, healedUs } = fault
    const ip = nodes.find(({ id }) => id === node)?.ip
    if (ip === undefined || healedUs === undefined || !isOffLine(fault)) return []
    const { fromUs: struckUs } = downtime(fault)
    const toUs = quietUntilUs({ calledUs: struckUs, overUs: healedUs })
    return [{ node, ip, struckUs, fromUs: healedUs, toUs, event: beginText(fault) }]
  })

/** What was sent on a connection that had stood before its line was cut, and waited for TCP's next try. */
export function quietCauses(
  outage: Interval,
  bad: readonly Sample[],
  probed: ProbePath,
  { quiet, sessionOf, entry, connectedSince }: Evidence,
): Cause[] {
  const path = probed === 'lb' ? entry : probed
  return quiet.flatMap(line => {
    const waited = bad.flatMap(sample => {
      const { sentUs, endUs, localPort } = sample
      const sinceUs = localPort === undefined ? undefined : connectedSince(localPort)
      if (sentUs === undefined || sinceUs === undefined || sinceUs >= line.struckUs) return []
      if (!leadsOver(line, path, () => sessionOf(sample))) return []
      const shared = overlap(line, { fromUs: sentUs, toUs: endUs })
      return (shared && overlap(shared, outage)) ?? []
    })
    return union(waited).map(stretch => ({
      mechanism: 'kept connection until TCP tried again',
      ...stretch,
      event: line.event,
    }))
  })
}

function leadsOver({ node, ip }: QuietLine, path: ProbePath, session: () => BalancerSession | undefined): boolean {
  if (path === `direct:${node}`) return true
  if (path !== 'lb') return false
  if (roleOf(node) === 'lb') return true
  const taken = session()
  return taken !== undefined && takerOf(taken) === ip
}
