import { ClusterError, type HoldfastError, messageOf } from '../base/errors.ts'
import type { NodeId } from '../topology/node-id.ts'
import { datastoreIds, kubeletIds } from '../topology/nodes-of.ts'
import type { ClusterContainers } from './cluster.ts'
import { withoutClusterSecrets } from './without-cluster-secrets.ts'

/** The words of one line that are shown: a flag and its reason fit. */
const shownLength = 300

/**
 * An error of a formation with the last words of the nodes that it is about, of all when it names none. What cannot be
 * had is left out: this explains an error and must not become one.
 */
export async function withLastWords(error: HoldfastError, cluster: ClusterContainers): Promise<ClusterError> {
  const message = messageOf(error)
  const nodes = kubeletIds(cluster.topology)
  const named = [...datastoreIds(cluster.topology), ...nodes].filter(node => message.includes(node))
  const words = await Promise.all((named.length > 0 ? named : nodes).map(node => saidLast(node, cluster)))
  return new ClusterError([message, ...words].join('; '), {
    hint: error.hint ?? "every node's log is in the run's logs directory",
  })
}

async function saidLast(node: NodeId, cluster: ClusterContainers): Promise<string> {
  try {
    const line = telling(await cluster.node(node).logs())
    if (line === undefined) return `${node} said nothing`
    return `${node} said last: ${withoutClusterSecrets(line, cluster)}`
  } catch (error) {
    return `${node}'s log cannot be read: ${messageOf(error)}`
  }
}

const tellsEnd = /level=fatal|Shutdown request received: |\bpanic:|^F\d{4} /
const tellsError = /level=error|"level":"(error|fatal|panic)"|"error":"|^E\d{4} |^Error: /

/**
 * The line of a log that tells of an end, with the last error before it, for a supervisor only says which part ended;
 * else the last error, else the last line. Without the stamps of engine and logger.
 */
export function telling(log: string): string | undefined {
  const lines = log
    .split('\n')
    .map(line =>
      line
        .replace(/^\S+Z /, '')
        .replace(/^time="[^"]*" /, '')
        .trim(),
    )
    .filter(line => line !== '')
  const end = lines.findLastIndex(line => tellsEnd.test(line))
  const error = lines.slice(0, end < 0 ? lines.length : end).findLast(line => tellsError.test(line))
  const words = [error, lines[end]].filter(line => line !== undefined)
  return words.length === 0 ? lines.at(-1) : words.map(line => line.slice(0, shownLength)).join(' | ')
}
