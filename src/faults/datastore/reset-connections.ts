import { nowUs } from '../../base/clock.ts'
import { FaultError, messageOf } from '../../base/errors.ts'
import { type Cluster, containerOf, ipOf } from '../../cluster/cluster.ts'
import { datastoreOf } from '../../cluster/datastores/datastore-of.ts'
import { execute } from '../../engine/execute.ts'
import { type NodeId, serverIds } from '../../topology/node-id.ts'
import type { Fault, FaultContext, Injected } from '../fault.ts'
import { connectionsTo } from './connections-to.ts'

/** Every connection that servers have to a database ends; they may come again at once. */
export const resetConnections: Fault = {
  kind: 'reset-connections',
  summary: 'a database ends every connection that servers have to it; they may come again at once',
  strikes: ['db'],
  effect: () => ({ does: 'hinder' }),
  inject: reset,
}

async function reset({ cluster, aboutToAct }: FaultContext, node: NodeId): Promise<Injected> {
  const { port, endConnections } = datastoreOf(cluster.topology).nodes!.sql!
  const id = containerOf(cluster, node)
  await aboutToAct()
  const before = await serversConnections(cluster, node, port)
  const { exitCode, stdout, stderr } = await execute(cluster.engine, id, endConnections)
  if (exitCode !== 0) throw new FaultError(`${node} did not end its connections: ${messageOf(stderr.trim())}`)
  const sight = { atUs: nowUs(), evidence: `${node} says that it ended ${Number(stdout)} connections` }
  return {
    begin: sight,
    over: Promise.resolve(),
    proof: () =>
      serversConnections(cluster, node, port).then(
        now => endedWords(before, now),
        error => ({
          proven: false,
          evidence: messageOf(error),
        }),
      ),
    heal: async () => sight,
  }
}

/** What became of the connections that stood: none of them stands any more. */
export function endedWords(before: readonly string[], now: readonly string[]): { proven: boolean; evidence: string } {
  const left = before.filter(each => now.includes(each)).length
  const evidence = `the servers' kernels had ${before.length} connections to it, of which ${left} are left, and now have ${now.length}`
  return { proven: before.length > 0 && left === 0, evidence }
}

/** The connections of all servers to a port of a node; a server that does not run has none. */
async function serversConnections(cluster: Cluster, node: NodeId, port: number): Promise<string[]> {
  const tables = await Promise.all(
    serverIds(cluster.topology.servers).map(async server => {
      const read = execute(cluster.engine, containerOf(cluster, server), ['cat', '/proc/net/tcp', '/proc/net/tcp6'])
      const { stdout } = await read.catch(() => ({ stdout: '' }))
      return connectionsTo(stdout, ipOf(cluster, node), port).map(local => `${server} ${local}`)
    }),
  )
  return tables.flat()
}
