import { containerOf } from '../cluster/cluster.ts'
import { pauseContainer, unpauseContainer } from '../engine/container.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from './fault.ts'

// Who held a lease finds within its 15 s that it is another's, and ends; a second for the engine to see it.
const aftermathMs = 16_000

/** Freezes every process of a node, as a host without CPU time would; its kernel still completes TCP handshakes. */
export const pause: Fault = { kind: 'pause', healing: 'unpause', aftermathMs, inject: pauseNode }

async function pauseNode({ cluster, journal, engineEvent }: FaultContext, node: NodeId): Promise<Injected> {
  const { engine } = cluster
  const id = containerOf(cluster, node)
  const undo = await journal.append({ kind: 'unpause-container', id }, { deadlineMs: undoDeadlineMs })
  const paused = engineEvent(node, 'pause')
  await pauseContainer(engine, id)
  const { atUs } = await paused
  let healing: Promise<void> | undefined
  return {
    beginUs: atUs,
    evidence: `the engine saw ${node} pause`,
    heal: () => {
      healing ??= unpauseContainer(engine, id).then(() => journal.done(undo))
      return healing
    },
  }
}
