import { monotonicUsOfRecent } from '../base/clock.ts'
import type { Engine } from '../engine/engine.ts'
import { watchEvents } from '../engine/events.ts'
import { type EngineAction, engineActions } from '../history/records.ts'
import { labelKeys } from '../run/labels.ts'
import type { NodeId } from '../topology/node-id.ts'

const known: ReadonlySet<string> = new Set(engineActions)

/** What happened to a container as the engine told it, on the monotonic clock. */
export interface NodeEvent {
  node: NodeId
  action: EngineAction
  exitCode?: number
  atUs: number
}

/** The engine's own events on a run's nodes. */
export interface EngineWatch {
  /** The next event of this kind on this node, seen after the call. */
  next(node: NodeId, action: EngineAction): Promise<NodeEvent>
  /** Settles when the engine no longer tells: it died, or the watch was stopped. */
  ended: Promise<void>
  stop(): void
}

/** Follows starts, ends and pauses of a run's containers. */
export async function watchEngine(
  engine: Engine,
  runId: string,
  onEvent: (event: NodeEvent) => void,
): Promise<EngineWatch> {
  const waiting: { node: NodeId; action: EngineAction; resolve: (event: NodeEvent) => void }[] = []
  const { stop, ended } = await watchEvents(
    engine,
    `${labelKeys.run}=${runId}`,
    ({ labels, action, exitCode, atMs }) => {
      const node = labels[labelKeys.node] as NodeId | undefined
      if (!node || !known.has(action)) return
      const event: NodeEvent = {
        node,
        action: action as EngineAction,
        ...(exitCode === undefined ? {} : { exitCode }),
        atUs: monotonicUsOfRecent(atMs),
      }
      onEvent(event)
      for (const waiter of waiting.filter(waiter => waiter.node === node && waiter.action === action)) {
        waiting.splice(waiting.indexOf(waiter), 1)
        waiter.resolve(event)
      }
    },
  )
  return {
    next: (node, action) => new Promise(resolve => waiting.push({ node, action, resolve })),
    ended,
    stop,
  }
}
