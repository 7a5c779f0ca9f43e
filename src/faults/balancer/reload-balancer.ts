import { nowUs } from '../../base/clock.ts'
import { FaultError } from '../../base/errors.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Fault, FaultContext, Injected } from '../fault.ts'
import { type BalancerProcess, balancerProcesses, pidWords, without } from './balancer-processes.ts'
import { readsOnce } from './reads-once.ts'

// Workers are started within milliseconds; a busy host takes longer.
const workerTimeoutMs = 10_000

/** A load balancer reads the configuration that it has anew: other workers take the connections that come. */
export const reloadBalancer: Fault = {
  kind: 'reload-balancer',
  summary: 'a load balancer reads its configuration anew; connections that stand should be kept',
  targetRoles: ['lb'],
  drawn: { weight: 1, lengthS: [shortestS, 20] },
  refusal: readsOnce,
  effect: () => ({ does: 'degrade' }),
  inject: reload,
}

async function reload({ cluster, aboutToAct, signal }: FaultContext, node: NodeId): Promise<Injected> {
  const before = await balancerProcesses(cluster, node, signal)
  await aboutToAct()
  // There is nothing to take back: the configuration is the one that it had.
  const command = cluster.balancer!.reload!
  await cluster.node(node).applySetting({ files: [], command })
  const look = async () => newWorkers(node, before, await balancerProcesses(cluster, node, signal))
  const limits = { timeoutMs: workerTimeoutMs, intervalMs: 50, signal }
  const sight = { evidence: await waitUntil(`new workers of ${node}`, look, limits), atUs: nowUs() }
  return {
    begin: sight,
    over: Promise.resolve(),
    proof: async () => ({ proven: true, evidence: sight.evidence }),
    heal: async () => sight,
  }
}

/**
 * What the kernel tells of a reload: processes that were not there before, beside the first of those that were.
 * @throws FaultError when all are new: that was a restart; an Error while none is
 */
export function newWorkers(node: NodeId, before: readonly BalancerProcess[], now: readonly BalancerProcess[]): string {
  const fresh = without(now, before)
  if (fresh.length === 0) throw new Error(`it runs ${pidWords(now)}, as before`)
  const kept = without(now, fresh)
  if (kept.length === 0) throw new FaultError(`${node} runs nothing of what it ran before: that was no reload`)
  return `the kernel of ${node} runs new workers, ${pidWords(fresh)}, beside ${pidWords(kept)} from before`
}
