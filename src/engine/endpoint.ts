import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DockerOptions } from 'dockerode'
import { BadInputError } from '../base/errors.ts'

/** Where an engine may listen. */
export interface Endpoint {
  /** Written as for `DOCKER_HOST`: `unix:///var/run/docker.sock`, `tcp://10.0.0.1:2376`, `ssh://user@host`. */
  host: string
  /** Why we look there, for people: `DOCKER_HOST`, `the Docker context 'desktop'`. */
  source: string
  /** Named by the user: when it does not answer, nothing else may take its place. */
  chosen: boolean
  /** Where `ca.pem`, `cert.pem` and `key.pem` of a TCP endpoint lie. */
  tls?: { directory: string }
}

/** Options of the client library for an endpoint. @throws BadInputError when the host is in no known form */
export function dockerOptions({ host, source, tls }: Endpoint): DockerOptions {
  const [, scheme, rest] = /^(unix|npipe|tcp|https?|ssh):\/\/(.+)$/.exec(host) ?? []
  if (scheme === undefined || rest === undefined) {
    throw new BadInputError(`${source}: '${host}' is no engine address`, {
      hint: 'write for example unix:///var/run/docker.sock',
    })
  }
  if (scheme === 'unix' || scheme === 'npipe') return { socketPath: rest }
  const protocol = scheme === 'ssh' ? 'ssh' : tls || scheme === 'https' ? 'https' : 'http'
  const { hostname, port, username } = new URL(`${protocol}://${rest}`)
  const usualPort = { ssh: 22, https: 2376, http: 2375 }[protocol]
  return {
    protocol,
    host: hostname,
    port: port || usualPort,
    ...(username && { username }),
    ...(tls && certificates(tls.directory)),
  }
}

function certificates(directory: string): Pick<DockerOptions, 'ca' | 'cert' | 'key'> {
  const read = (name: string) => {
    const path = join(directory, `${name}.pem`)
    return existsSync(path) ? { [name]: readFileSync(path) } : {}
  }
  return { ...read('ca'), ...read('cert'), ...read('key') }
}
