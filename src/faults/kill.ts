import { shortestS } from '../chaos/drawing.ts'
import type { Fault } from './fault.ts'
import { stopContainerBy } from './stop-container.ts'

/** SIGKILL to all of a node at once. The engine does not restart what was killed through its API. */
export const kill: Fault = {
  kind: 'kill',
  summary: 'SIGKILL to all of a node at once',
  targetRoles: ['server', 'agent', 'lb', 'db', 'etcd'],
  drawn: { weight: 4, lengthS: [shortestS, 40] },
  effect: () => ({ does: 'end' }),
  inject: (context, node) => stopContainerBy(victim => victim.kill(), context, node),
}
