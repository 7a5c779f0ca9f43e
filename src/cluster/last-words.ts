import { HoldfastError, messageOf } from '../base/errors.ts'
import { readLogs } from '../engine/logs.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { type ClusterContainers, containerOf } from './cluster.ts'

/** The words of one line that are shown: a flag and its reason fit. */
const shownLength = 300

/**
 * An error of a formation with the last words of the servers that it is about, of all when it names none. What cannot be
 * had is left out: this explains an error and must not become one.
 */
export async function withLastWords(error: unknown, cluster: ClusterContainers): Promise<HoldfastError> {
  const message = messageOf(error)
  const servers = serverIds(cluster.topology.servers)
  const named = servers.filter(server => message.includes(server))
  const words = await Promise.all((named.length > 0 ? named : servers).map(server => saidLast(server, cluster)))
  const known = error instanceof HoldfastError ? error : undefined
  const told = new HoldfastError([message, ...words].join('; '), {
    hint: known?.hint ?? "every node's log is in the run's logs directory",
    cause: undefined,
  })
  return Object.assign(told, { exitCode: known?.exitCode ?? told.exitCode })
}

async function saidLast(server: NodeId, cluster: ClusterContainers): Promise<string> {
  try {
    const line = telling(await readLogs(cluster.engine, containerOf(cluster, server)))
    if (line === undefined) return `${server} said nothing`
    return `${server} said last: ${line.replaceAll(cluster.token, '[token]').slice(0, shownLength)}`
  } catch (error) {
    return `${server}'s log cannot be read: ${messageOf(error)}`
  }
}

/** The last line of a log that tells of an end, else of an error, else the last one; without the engine's timestamp. */
export function telling(log: string): string | undefined {
  const lines = log
    .split('\n')
    .map(line => line.replace(/^\S+Z /, '').trim())
    .filter(line => line !== '')
  const last = (pattern: RegExp) => lines.findLast(line => pattern.test(line))
  return (
    last(/level=fatal|\bpanic:|^F\d{4} |^Error: /) ??
    last(/level=error|"level":"(error|fatal)"|^E\d{4} /) ??
    lines.at(-1)
  )
}
