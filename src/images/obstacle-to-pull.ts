import { promisify } from 'node:util'
import { messageOf } from '../base/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { enginePlatform } from './engine-platform.ts'
import { registryCredentials } from './registry-credentials.ts'

/** How long a registry has to say whether it holds an image. Where one hangs, images are built instead. */
const answerTimeoutMs = 10_000

interface Distribution {
  /** Empty when the registry does not say. */
  Platforms?: { os: string; architecture: string }[]
}

/**
 * Why an image cannot be pulled, in words; undefined when it can. The engine is asked, for it is the engine that
 * pulls: with its own proxies, mirrors and names.
 */
export async function obstacleToPull(engine: Engine, reference: string): Promise<string | undefined> {
  const timeout = AbortSignal.timeout(answerTimeoutMs)
  try {
    const { Platforms: platforms = [] } = await inspectDistribution(engine, reference, timeout)
    const offered = platforms.map(({ os, architecture }) => `${os}/${architecture}`)
    const needed = await enginePlatform(engine)
    if (offered.length === 0 || offered.includes(needed)) return undefined
    return `it is there for ${offered.join(', ')}, and the engine runs ${needed}`
  } catch (error) {
    if (timeout.aborted) return `no answer within ${answerTimeoutMs / 1000} s`
    return engineWords(error)
  }
}

/** By the engine's API: dockerode's own call takes no signal, and would wait for a registry that hangs. */
async function inspectDistribution(engine: Engine, reference: string, abortSignal: AbortSignal): Promise<Distribution> {
  const { modem } = engine.docker
  const dial = promisify(modem.dial.bind(modem)) as (options: object) => Promise<unknown>
  const authconfig = await registryCredentials(reference)
  return (await dial({
    path: `/distribution/${reference}/json`,
    method: 'GET',
    statusCodes: { 200: true },
    abortSignal,
    ...(authconfig && { authconfig }),
  })) as Distribution
}

/** What the engine said, without the HTTP around it. */
const engineWords = (error: unknown): string =>
  (error as { json?: { message?: string } }).json?.message?.trim() ?? messageOf(error)
