import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../base/errors.ts'
import { homeDirectory } from '../base/home-directory.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * The endpoint of the Docker context that `DOCKER_CONTEXT` or `docker context use` chose; none for `default`.
 * Contexts are files named by the SHA-256 of the context's name; reading them needs no `docker` command.
 * @throws EngineError when the chosen context does not exist
 */
export async function contextEndpoint(environment = process.env): Promise<Endpoint | undefined> {
  const directory = environment.DOCKER_CONFIG || join(homeDirectory(), '.docker')
  const name = environment.DOCKER_CONTEXT || (await currentContext(directory))
  if (!name || name === 'default') return undefined
  const id = createHash('sha256').update(name).digest('hex')
  try {
    const meta = JSON.parse(await readFile(join(directory, 'contexts/meta', id, 'meta.json'), 'utf8'))
    const tls = join(directory, 'contexts/tls', id, 'docker')
    return {
      host: meta.Endpoints.docker.Host,
      source: `the Docker context '${name}'`,
      chosen: true,
      ...(existsSync(tls) && { tls: { directory: tls } }),
    }
  } catch (error) {
    throw new EngineError(`the Docker context '${name}' cannot be read`, {
      hint: 'choose another by DOCKER_CONTEXT, or name the engine by DOCKER_HOST',
      cause: error,
    })
  }
}

async function currentContext(directory: string): Promise<string | undefined> {
  const text = await readFile(join(directory, 'config.json'), 'utf8').catch(() => '{}')
  return JSON.parse(text).currentContext
}
