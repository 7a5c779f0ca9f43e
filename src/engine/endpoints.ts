import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { homeDirectory } from '../base/home-directory.ts'
import { contextEndpoint } from './docker-context.ts'
import type { Endpoint } from './endpoint.ts'
import { privateHost } from './private-paths.ts'

/**
 * Where an engine may be, best first: what the user chose (and then nothing else), the usual sockets, our private one.
 * @throws EngineError when the chosen Docker context cannot be read
 */
export async function candidateEndpoints(environment = process.env): Promise<Endpoint[]> {
  const host = environment.DOCKER_HOST
  if (host) return [{ host, source: 'DOCKER_HOST', chosen: host !== privateHost, ...environmentTls(environment) }]
  const context = await contextEndpoint(environment)
  if (context) return [context]
  return [...usualSockets(environment), { host: privateHost, source: 'the private engine', chosen: false }]
}

function usualSockets(environment: NodeJS.ProcessEnv): Endpoint[] {
  const runtime = environment.XDG_RUNTIME_DIR
  const sockets: [path: string | undefined, source: string][] = [
    ['/var/run/docker.sock', 'the default socket'],
    [runtime && join(runtime, 'docker.sock'), 'the rootless socket'],
    [join(homeDirectory(), '.docker/run/docker.sock'), 'the desktop socket'],
  ]
  return sockets
    .filter(([path]) => path !== undefined && existsSync(path))
    .map(([path, source]) => ({ host: `unix://${path}`, source, chosen: false }))
}

function environmentTls(environment: NodeJS.ProcessEnv): Pick<Endpoint, 'tls'> {
  const directory = environment.DOCKER_CERT_PATH
  return environment.DOCKER_TLS_VERIFY && directory ? { tls: { directory } } : {}
}
