import { WaitTimeoutError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { setUpstreams } from '../cluster/balancer.ts'
import { expectReady } from '../cluster/conditions.ts'
import { formationWaitMs } from '../topology/formation-wait.ts'
import type { NodeId } from '../topology/node-id.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import type { Session } from './session.ts'

// As in formation, beside what a server waits for by the clock.
const readyTimeoutMs = 180_000

/**
 * Lets the balancer lead clients to servers as soon as the API of all of them is ready: the port of a joiner answers long
 * before.
 */
export async function admitServers({ cluster, record, signal }: Session, nodes: readonly NodeId[]): Promise<void> {
  const timeoutMs = readyTimeoutMs + formationWaitMs(cluster.topology, cluster.startTimers)
  const options = { timeoutMs, signal }
  const ready = (node: NodeId) => waitUntil(`the API of ${node}`, () => expectReady(cluster.observer, node), options)
  try {
    await Promise.all(nodes.map(ready))
  } catch (error) {
    // That one did not come is found by those who follow it.
    if (!(error instanceof WaitTimeoutError)) throw error
    return record({ type: 'note', text: error.message })
  }
  await setUpstreams(cluster, upstreamsOf(cluster.topology))
}
