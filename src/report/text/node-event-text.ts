import type { NodeEvent } from '../../checks/attribution/node-event.ts'

/** What was seen of a node: `the engine saw server:1 die`. */
export function nodeEventText(event: NodeEvent): string {
  switch (event.kind) {
    case 'signalled':
      return `the engine sent ${event.node} a signal`
    case 'died':
      return `the engine saw ${event.node} die`
    case 'started':
      return `the engine saw ${event.node} start`
    case 'paused':
      return `the engine paused ${event.node}`
    case 'fault-began':
      return event.seen ?? `${event.faultKind} of ${event.node} was called`
    case 'fault-healed':
      return `${event.faultKind} of ${event.node} was healed`
  }
}
