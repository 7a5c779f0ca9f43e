import { goesOn } from '../../history/fault-effect.ts'
import type { History } from '../../history/history.ts'
import { downtime, type FaultStory } from '../fault-story.ts'
import { lackOf } from '../lack.ts'
import type { NodeDisruption } from './node-disruption.ts'

/** From the end of a fault that a node lived through until it was seen to be back in every respect. */
export interface Returning extends Pick<NodeDisruption, 'node' | 'ip' | 'fromUs' | 'toUs' | 'event'> {
  state: 'returning'
}

/** Every such stretch of a run; of a return nobody saw the end of, nothing is said. */
export const returningNodes = (history: History, faults: readonly FaultStory[]): Returning[] =>
  faults
    .filter(({ call }) => goesOn(call))
    .flatMap((fault): Returning[] => {
      const { node, kind: faultKind } = fault.call
      const ip = history.manifest.nodes.find(({ id }) => id === node)?.ip
      const { toUs: fromUs } = downtime(fault)
      const { toUs } = lackOf(fault, { history })
      if (ip === undefined || toUs <= fromUs || toUs === Number.POSITIVE_INFINITY) return []
      const event = { kind: 'fault-healed', node, fault: fault.id, faultKind } as const
      return [{ node, ip, fromUs, toUs, state: 'returning', event }]
    })
