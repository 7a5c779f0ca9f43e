import { shortestS } from '../chaos/drawing.ts'
import type { Fault } from './fault.ts'
import { graceSeconds } from './grace-seconds.ts'
import { stopContainerBy } from './stop-container.ts'

/** SIGTERM to a node's first process, with time to end by itself. */
export const stop: Fault = {
  kind: 'stop',
  summary: `SIGTERM to a node's first process, with ${graceSeconds} s to end by itself`,
  targetRoles: ['server', 'agent', 'lb', 'db', 'etcd'],
  drawn: { weight: 3, lengthS: [shortestS, 40] },
  effect: () => ({ does: 'end', graceful: true }),
  inject: (context, node) => stopContainerBy(victim => victim.stop(graceSeconds), context, node),
}
