import { ImageError } from '../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { registryCredentials } from './registry-credentials.ts'

/** How long a pull may bring nothing at all. The engine tries again by itself, and says so, well within this. */
const stallMs = 60_000

interface PullOptions {
  awaiting: (what: string) => void
  signal?: AbortSignal | undefined
}

interface PullMessage {
  id?: string
  status?: string
  error?: string
  progressDetail?: { current?: number; total?: number }
}

/** Pulls with the user's credentials for that registry. @throws ImageError with the registry's own words */
export async function pullImage(engine: Engine, reference: string, { awaiting, signal }: PullOptions): Promise<void> {
  const stalled = new AbortController()
  const timer = setTimeout(() => stalled.abort(new Error(`nothing came for ${stallMs / 1000} s`)), stallMs)
  const abortSignal = AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])])
  try {
    const authconfig = await registryCredentials(reference)
    const stream = await engine.docker.pull(reference, { abortSignal, ...(authconfig && { authconfig }) })
    const layers = new Map<string, Required<PullMessage>['progressDetail']>()
    await follow(engine, stream, ({ id, status = '', progressDetail: detail }) => {
      timer.refresh()
      if (id !== undefined && status === 'Downloading' && detail) layers.set(id, detail)
      awaiting(layers.size === 0 ? status : downloaded([...layers.values()]))
    })
    // A stream that was aborted just ends.
    abortSignal.throwIfAborted()
  } catch (error) {
    signal?.throwIfAborted()
    throw new ImageError(`cannot pull ${reference}`, { cause: stalled.signal.reason ?? error })
  } finally {
    clearTimeout(timer)
  }
}

function follow(
  engine: Engine,
  stream: NodeJS.ReadableStream,
  onMessage: (message: PullMessage) => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  engine.docker.modem.followProgress(
    stream,
    error => (error ? reject(error) : resolve()),
    (message: PullMessage) => (message.error ? reject(new Error(message.error)) : onMessage(message)),
  )
  return promise
}

function downloaded(layers: { current?: number; total?: number }[]): string {
  const megabytes = (key: 'current' | 'total') =>
    (layers.reduce((sum, layer) => sum + (layer[key] ?? 0), 0) / 1e6).toFixed(0)
  return `${megabytes('current')} of ${megabytes('total')} MB`
}
