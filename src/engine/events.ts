import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'

/** What the engine saw happen to a container. */
export interface ContainerEvent {
  containerId: string
  labels: Record<string, string>
  /** The engine's word: `start`, `die`, `kill`, `stop`, `pause`, `oom`, `exec_start: …`. */
  action: string
  /** Of a `die`. */
  exitCode?: number
  /** Wall clock of the engine's host, fractional milliseconds (microsecond precision). */
  atMs: number
}

/** A running subscription. */
export interface EventWatch {
  stop(): void
  /** Resolves after {@link stop}; rejects when the engine ends the stream by itself, for events are then missing. */
  ended: Promise<void>
}

/**
 * Subscribes to events of containers with a label (`key` or `key=value`); when this returns, the engine listens.
 * @throws EngineError
 */
export async function watchEvents(
  engine: Engine,
  filterLabel: string,
  onEvent: (event: ContainerEvent) => void,
): Promise<EventWatch> {
  const stream = (await engineCall(
    `watch events of ${filterLabel}`,
    engine.docker.getEvents({ filters: { type: ['container'], label: [filterLabel] } }),
  )) as Readable
  let stopped = false
  const ended = new Promise<void>((resolve, reject) => {
    const end = (error?: Error) => (stopped ? resolve() : reject(error ?? new Error("the engine's event stream ended")))
    createInterface({ input: stream }).on('line', line => line && onEvent(containerEvent(line)))
    stream.once('error', end).once('close', () => end())
  })
  ended.catch(() => {})
  return {
    ended,
    stop: () => {
      stopped = true
      stream.destroy()
    },
  }
}

/** One line of the engine's stream. */
export function containerEvent(line: string): ContainerEvent {
  const { Action: action, Actor: actor, timeNano } = JSON.parse(line)
  const { exitCode, ...labels } = actor.Attributes as Record<string, string>
  return {
    containerId: actor.ID,
    labels,
    action,
    ...(exitCode !== undefined && { exitCode: Number(exitCode) }),
    atMs: timeNano / 1e6,
  }
}
