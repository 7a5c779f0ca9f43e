import { ImageError } from '../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { localImage } from './local-image.ts'

/** How long a registry has to say whether it holds an image. */
const registryTimeoutMs = 6000

/** The reference as pulled here: `TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX` goes before names without a registry. */
export function pullReference(reference: string, environment = process.env): string {
  const prefix = environment.TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX
  const [first = ''] = reference.split('/', 1)
  const namesRegistry = reference.includes('/') && (/[.:]/.test(first) || first === 'localhost')
  return prefix && !namesRegistry ? `${prefix.replace(/\/$/, '')}/${reference}` : reference
}

/**
 * Whether a registry answers for an image. The engine is asked, for it is the engine that pulls: with its own proxies,
 * mirrors and names.
 */
export async function registryAnswers(engine: Engine, reference: string): Promise<boolean> {
  try {
    await engine.docker.getImage(reference).distribution({ abortSignal: AbortSignal.timeout(registryTimeoutMs) })
    return true
  } catch {
    return false
  }
}

/** Pulls with the user's credentials for that registry. @throws ImageError */
export async function pullImage(engine: Engine, reference: string, signal?: AbortSignal): Promise<void> {
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
  process.env.DOCKER_HOST ??= engine.host
  try {
    const { getContainerRuntimeClient, ImageName } = await import('testcontainers')
    const client = await getContainerRuntimeClient()
    await withSignal(client.image.pull(ImageName.fromString(reference)), signal)
  } catch (error) {
    signal?.throwIfAborted()
    throw new ImageError(`cannot pull ${reference}`, { cause: error })
  }
  if ((await localImage(engine, reference)) === undefined) {
    throw new ImageError(`cannot pull ${reference}: the engine does not have it afterwards`)
  }
}

function withSignal<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort))
}
