import { PassThrough, Readable } from 'node:stream'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { bufferOf, demultiplex } from './streams.ts'

export interface FollowOptions {
  /** Wall clock; nothing older is read. */
  sinceMs?: number
  signal?: AbortSignal
}

const timestamped = { stdout: true, stderr: true, timestamps: true } as const

/**
 * A container's output from its first line on, stdout and stderr merged, every line led by the engine's timestamp
 * (RFC 3339, nanoseconds). Ends when the container ends, or with the signal. @throws EngineError
 */
export async function followLogs(
  engine: Engine,
  id: string,
  { sinceMs, signal }: FollowOptions = {},
): Promise<Readable> {
  const stream = (await engineCall(
    `follow the log of container ${id}`,
    engine.docker.getContainer(id).logs({
      ...timestamped,
      follow: true,
      ...(sinceMs !== undefined && { since: sinceMs / 1000 }),
    }),
  )) as Readable
  const merged = mergeOf(demultiplex(stream))
  const stop = () => stream.destroy()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  stream.once('close', () => signal?.removeEventListener('abort', stop))
  return merged
}

/** What a container has said so far, since a moment of the wall clock or ever, as {@link followLogs} writes it. @throws EngineError */
export async function readLogs(engine: Engine, id: string, sinceMs = 0): Promise<string> {
  const logs = engine.docker.getContainer(id).logs({ ...timestamped, since: sinceMs / 1000 })
  const raw = await engineCall(`read the log of container ${id}`, logs)
  return (await bufferOf(mergeOf(demultiplex(Readable.from([raw]))))).toString()
}

function mergeOf({ stdout, stderr }: { stdout: Readable; stderr: Readable }): Readable {
  const merged = new PassThrough()
  let open = 2
  for (const output of [stdout, stderr]) {
    output.pipe(merged, { end: false })
    output.once('end', () => --open === 0 && merged.end())
    output.once('error', error => merged.destroy(error))
  }
  return merged
}
