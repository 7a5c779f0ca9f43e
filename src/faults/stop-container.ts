import { once } from '../base/once.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { ClusterNode } from '../cluster/cluster-node.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type FaultContext, type Injected, type Sight, undoDeadlineMs } from './fault.ts'

const startTimeoutMs = 30_000

/** A node's container ends: undo on disk, `act`, the engine's word that it died. `undo` is the journal's name for it. */
export async function endContainerBy(
  act: (victim: ClusterNode) => Promise<void>,
  { cluster, journal, engineEvent, aboutToAct }: FaultContext,
  node: NodeId,
): Promise<{ begin: Sight; undo: string }> {
  const victim = cluster.node(node)
  await aboutToAct()
  const undo = await journal.append({ kind: 'start-container', id: victim.containerId }, { deadlineMs: undoDeadlineMs })
  // The signal's own event opens the fault: the engine notices the death some 100 ms later.
  const signalled = engineEvent(node, 'kill')
  const died = engineEvent(node, 'die')
  await act(victim)
  const [{ atUs }, { exitCode }] = await Promise.all([signalled, died])
  return { undo, begin: { atUs, evidence: `the engine saw ${node} die with exit code ${exitCode}` } }
}

/** The way of every fault that ends a node's container and starts it again. */
export async function stopContainerBy(
  act: (victim: ClusterNode) => Promise<void>,
  context: FaultContext,
  node: NodeId,
): Promise<Injected> {
  const { undo, begin } = await endContainerBy(act, context, node)
  const heal = once(async () => {
    const seen = await startAgain(context, node)
    await context.journal.done(undo)
    return seen
  })
  return { begin, heal }
}

/** Starts a node's container, and returns the engine's word on it once it runs. */
export async function startAgain({ cluster, engineEvent, signal }: FaultContext, node: NodeId): Promise<Sight> {
  const { start, inspect } = cluster.node(node)
  const started = engineEvent(node, 'start')
  await start()
  await waitUntil(
    `${node} to run`,
    async () => {
      if (!(await inspect()).running) throw new Error('it does not run')
    },
    { timeoutMs: startTimeoutMs, signal },
  )
  const { atUs } = await started
  return { atUs, evidence: `the engine saw ${node} start` }
}
