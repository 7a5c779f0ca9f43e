import { waitUntil } from '../base/wait-until.ts'
import { containerOf } from '../cluster/cluster.ts'
import { inspectContainer, startContainer } from '../engine/container.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type FaultContext, type Injected, undoDeadlineMs } from './fault.ts'

const startTimeoutMs = 30_000

/** A node's container ends: undo on disk, `act`, the engine's word that it died. `undo` is the journal's name for it. */
export async function endContainerBy(
  act: (id: string) => Promise<void>,
  { cluster, journal, engineEvent }: FaultContext,
  node: NodeId,
): Promise<Omit<Injected, 'heal'> & { undo: string }> {
  const id = containerOf(cluster, node)
  const undo = await journal.append({ kind: 'start-container', id }, { deadlineMs: undoDeadlineMs })
  // The signal's own event opens the fault: the engine notices the death some 100 ms later.
  const signalled = engineEvent(node, 'kill')
  const died = engineEvent(node, 'die')
  await act(id)
  const [{ atUs }, { exitCode }] = await Promise.all([signalled, died])
  return { undo, beginUs: atUs, evidence: `the engine saw ${node} die with exit code ${exitCode}` }
}

/** The way of every fault that ends a node's container and starts it again. */
export async function stopContainerBy(
  act: (id: string) => Promise<void>,
  context: FaultContext,
  node: NodeId,
): Promise<Injected> {
  const { cluster, journal, signal } = context
  const { engine } = cluster
  const id = containerOf(cluster, node)
  const { undo, ...injected } = await endContainerBy(act, context, node)
  let healing: Promise<void> | undefined
  return {
    ...injected,
    heal: () => {
      healing ??= (async () => {
        await startContainer(engine, id)
        await waitUntil(
          `${node} to run`,
          async () => {
            if (!(await inspectContainer(engine, id)).running) throw new Error('it does not run')
          },
          { timeoutMs: startTimeoutMs, signal },
        )
        await journal.done(undo)
      })()
      return healing
    },
  }
}
