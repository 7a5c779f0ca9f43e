import { BadInputError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { ClusterNode } from './cluster-node.ts'

const timeoutMs = 10_000
const hint = 'docs/load-balancers.md says what such a file may name, and which port it must listen on'

/** Waits until a load balancer over a file of the user's own listens where clients come. @throws BadInputError */
export async function expectListening(
  node: ClusterNode,
  file: string,
  apiPort: number,
  signal: AbortSignal,
): Promise<void> {
  let ports: number[] = []
  const listens = async () => {
    // cat ends with 1 where the kernel has no IPv6.
    ports = listeningPorts((await node.exec(['cat', '/proc/net/tcp', '/proc/net/tcp6'])).stdout)
    if (!ports.includes(apiPort)) throw new Error('it does not listen')
  }
  try {
    await waitUntil(`${node.id} to listen on port ${apiPort}`, listens, { timeoutMs, signal })
  } catch (cause) {
    signal.throwIfAborted()
    const { running, exitCode } = await node.inspect()
    const last = (await node.logs()).trim().split('\n').at(-1)
    const state = running
      ? `listens on ${ports.join(', ') || 'no port'}, and clients come to ${apiPort}`
      : `ends with exit code ${exitCode}, and said last: ${last?.slice(last.indexOf(' ') + 1)}`
    throw new BadInputError(`${node.id} with ${file} ${state}`, { hint, cause })
  }
}

/** Ports in state LISTEN of the kernel's tables, in order. */
export function listeningPorts(tables: string): number[] {
  const ports = [...tables.matchAll(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:0000 0A /gm)]
  return [...new Set(ports.map(([, port]) => Number.parseInt(port!, 16)))].sort((a, b) => a - b)
}
