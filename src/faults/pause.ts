import { once } from '../base/once.ts'
import { shortestS } from '../chaos/drawing.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from './fault.ts'

// Who held a lease finds within its 15 s that it is another's, and ends; a second for the engine to see it.
export const lostLeaseMs = 16_000

/** Freezes every process of a node, as a host without CPU time would; its kernel still completes TCP handshakes. */
export const pause: Fault = {
  kind: 'pause',
  summary: 'freezes every process of a node; its kernel goes on to accept connections',
  targetRoles: ['server', 'agent', 'lb', 'db', 'etcd'],
  drawn: { weight: 3, lengthS: [shortestS, 30] },
  needs: ['pause'],
  effect: () => ({ does: 'freeze' }),
  aftermathMs: lostLeaseMs,
  inject: pauseNode,
}

async function pauseNode({ cluster, journal, engineEvent, aboutToAct }: FaultContext, node: NodeId): Promise<Injected> {
  const victim = cluster.node(node)
  await aboutToAct()
  const undo = await journal.append(
    { kind: 'unpause-container', id: victim.containerId },
    { deadlineMs: undoDeadlineMs },
  )
  const paused = engineEvent(node, 'pause')
  await victim.pause()
  const { atUs } = await paused
  return {
    begin: { atUs, evidence: `the engine saw ${node} pause` },
    heal: once(async () => {
      const unpaused = engineEvent(node, 'unpause')
      await victim.unpause()
      await journal.done(undo)
      return { atUs: (await unpaused).atUs, evidence: `the engine saw ${node} unpause` }
    }),
  }
}
