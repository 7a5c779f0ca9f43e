import { BadInputError } from '../../../base/errors.ts'
import { distributions, usualDistribution } from '../../../distributions/distributions.ts'
import type { BalancerFile } from './balancer-file.ts'
import { readHaproxy } from './read-haproxy.ts'
import { readNginx } from './read-nginx.ts'

/** What a run replaces by a server's address. */
const placeholder = /\{\{\s*server:(\d+)\s*\}\}/g
/** Addresses that nobody has (RFC 5737), in the place of those that only a run knows. */
const anyAddress = (_: string, index: string): string => `192.0.2.${10 + Number(index)}`

/**
 * What a load balancer's file says of the way to the API servers: nginx with `stream` blocks, or HAProxy, told apart by
 * their text. Pools for other ports are left out, unless there are only such.
 * @param name for people, in messages and findings
 * @param apiPort where servers serve
 * @throws BadInputError when it is neither, does not parse, or balances no connections
 */
export function readBalancerFile(
  written: string,
  name: string,
  apiPort = distributions[usualDistribution].ports.api,
): BalancerFile {
  const text = written.replaceAll(placeholder, anyAddress)
  const kind = kindOf(text)
  if (kind === undefined) {
    throw new BadInputError(`${name} is no load balancer's file that Holdfast can read`, {
      hint: "it reads nginx files with a 'stream' block, and HAProxy files with a 'backend' or 'listen' section",
    })
  }
  const all = (kind === 'nginx' ? readNginx : readHaproxy)(text, name).filter(({ servers }) => servers.length > 0)
  if (all.length === 0) {
    const what = kind === 'nginx' ? "no server of a 'stream' block passes connections on" : 'no backend has a server'
    throw new BadInputError(`${name}: ${what}`, {
      hint: 'the API needs a TCP balancer: client certificates do not pass through one that ends TLS',
    })
  }
  const ofApi = all.filter(({ servers }) => servers.some(({ port }) => port === apiPort))
  return { kind, name, pools: ofApi.length > 0 ? ofApi : all }
}

function kindOf(text: string): BalancerFile['kind'] | undefined {
  if (/(?:^|[;}\s])(?:stream|http|events)\s*\{/.test(text)) return 'nginx'
  if (/^(backend|listen|frontend|defaults)(\s|$)/m.test(text)) return 'haproxy'
  return undefined
}
