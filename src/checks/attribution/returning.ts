import { keepsRunning } from '../../history/fault-effect.ts'
import type { FaultInstance } from '../../history/fault-instance.ts'
import type { History } from '../../history/history.ts'
import { downtime, untilRejoined } from '../fault-times.ts'
import type { NodeDisruption } from './node-disruption.ts'

/** From the end of a fault that a node lived through until it was seen to be back in every respect. */
export interface Returning extends Pick<NodeDisruption, 'node' | 'ip' | 'fromUs' | 'toUs' | 'event'> {
  state: 'returning'
}

/** Every such stretch of a run; of a return nobody saw the end of, nothing is said. */
export const returningNodes = (history: History, faults: readonly FaultInstance[]): Returning[] =>
  faults.filter(keepsRunning).flatMap((fault): Returning[] => {
    const { id: faultId, node, kind: faultKind } = fault
    const ip = history.manifest.nodes.find(({ id }) => id === node)?.ip
    const { toUs: fromUs } = downtime(fault)
    const { toUs } = untilRejoined(fault)
    if (ip === undefined || toUs <= fromUs || toUs === Number.POSITIVE_INFINITY) return []
    const event = { kind: 'fault-healed', node, fault: faultId, faultKind } as const
    return [{ node, ip, fromUs, toUs, state: 'returning', event }]
  })
