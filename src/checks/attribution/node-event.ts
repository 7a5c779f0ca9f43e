import type { FaultInstance } from '../../history/fault-instance.ts'
import type { NodeId } from '../../topology/node-id.ts'

/** What was seen of a node, and shows its state. */
export type NodeEvent =
  /** By the engine. */
  | { kind: 'signalled' | 'died' | 'started' | 'paused'; node: NodeId }
  /** A fault on it, in its observer's words; without them it was only called. */
  | { kind: 'fault-began'; node: NodeId; fault: string; faultKind: string; seen?: string }
  | { kind: 'fault-healed'; node: NodeId; fault: string; faultKind: string }

/** That a fault is on, as its observer tells it. */
export const faultBegan = ({ id, node, kind, evidence }: FaultInstance): NodeEvent => {
  const begin = evidence.find(({ step }) => step === 'begin')
  return {
    kind: 'fault-began',
    node,
    fault: id,
    faultKind: kind,
    ...(begin === undefined ? {} : { seen: begin.text }),
  }
}

/** Some events, each told once. */
export const distinctEvents = (events: readonly NodeEvent[]): NodeEvent[] => [
  ...new Map(events.map(event => [JSON.stringify(event), event])).values(),
]
