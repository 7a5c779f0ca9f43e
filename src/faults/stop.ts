import { shortestS } from '../chaos/drawing.ts'
import type { Fault } from './fault.ts'
import { stopContainerBy } from './stop-container.ts'

// k3s ends within 3 to 7 s of SIGTERM (k3s-contract 8.3); twice that before the engine kills it.
const graceSeconds = 15

/** SIGTERM to a node's first process, with time to end by itself. */
export const stop: Fault = {
  kind: 'stop',
  summary: `SIGTERM to a node's first process, with ${graceSeconds} s to end by itself`,
  targetRoles: ['server', 'agent', 'lb', 'db', 'etcd'],
  drawn: { weight: 3, lengthS: [shortestS, 40] },
  effect: () => ({ does: 'end', graceful: true }),
  inject: (context, node) => stopContainerBy(victim => victim.stop(graceSeconds), context, node),
}
