import { nowUs } from '../../base/clock.ts'
import { FaultError, messageOf } from '../../base/errors.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { datastoreOf } from '../../cluster/datastores/datastore-of.ts'
import { expectAnswer } from '../../cluster/start-datastore.ts'
import { type NodeId, serverIds } from '../../topology/node-id.ts'
import type { Fault, FaultContext, Injected } from '../fault.ts'
import { proofBy } from '../proof.ts'
import { connectionsTo } from './connections-to.ts'

// A busy session ends with its next step; a busy host takes seconds for a new one over TLS.
const timeoutMs = 15_000

/** Every connection that servers have to a database ends; they may come again at once. */
export const resetConnections: Fault = {
  kind: 'reset-connections',
  summary: 'a database ends every connection that servers have to it; they may come again at once',
  targetRoles: ['db'],
  drawn: { weight: 1, lengthS: [shortestS, 20] },
  effect: () => ({ does: 'degrade' }),
  inject: reset,
}

async function reset({ cluster, aboutToAct, signal }: FaultContext, node: NodeId): Promise<Injected> {
  const { port, endConnections } = datastoreOf(cluster.topology).nodes!.sql!
  await aboutToAct()
  const before = await serversConnections(cluster, node, port)
  const failure = `${node} did not end its connections`
  const count = Number(await cluster.node(node).execOrThrow(endConnections, { failure }))
  const begin = { atUs: nowUs(), evidence: `${node} says that it ended ${count} connections` }
  const limits = { timeoutMs, intervalMs: 100, signal }
  const answers = async () => {
    await expectAnswer(cluster, node)
    return { atUs: nowUs(), evidence: `${node} answers on a new connection` }
  }
  // Another fault may have ended it meanwhile: that one's healing tells of it.
  const over = waitUntil(`${node} to answer on a new connection`, answers, limits).catch((error: unknown) => ({
    atUs: nowUs(),
    evidence: messageOf(error),
  }))
  return {
    begin,
    over,
    proof: () =>
      proofBy(
        waitUntil(
          `the connections of ${node} to end`,
          async () => endedWords(before, await serversConnections(cluster, node, port)),
          limits,
        ),
      ),
    heal: () => over,
  }
}

/** That none of the connections that stood is left, whatever came after. */
export function endedWords(before: readonly string[], now: readonly string[]): string {
  const left = before.filter(each => now.includes(each)).length
  if (before.length === 0) throw new FaultError('the servers had no connection to it that could end')
  if (left > 0) throw new Error(`${left} of ${before.length} connections stand still`)
  return `the servers' kernels had ${before.length} connections to it, of which none is left, and now have ${now.length}`
}

/** The connections of all servers to a port of a node; a server that does not run has none. */
async function serversConnections(cluster: Cluster, node: NodeId, port: number): Promise<string[]> {
  const { ip } = cluster.node(node)
  const tables = await Promise.all(
    serverIds(cluster.topology.servers).map(async server => {
      const read = cluster.node(server).exec(['cat', '/proc/net/tcp', '/proc/net/tcp6'])
      const { stdout } = await read.catch(() => ({ stdout: '' }))
      return connectionsTo(stdout, ip, port).map(local => `${server} ${local}`)
    }),
  )
  return tables.flat()
}
