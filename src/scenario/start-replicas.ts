import { WaitTimeoutError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { createReplicas, runningReplicas } from '../kube/replicas.ts'
import { workloadIds } from '../topology/select-nodes.ts'
import type { Session } from './session.ts'

const acceptedTimeoutMs = 30_000
// A second on a healthy cluster; one whose scheduler is broken may be what the scenario is about.
const runningTimeoutMs = 20_000

/** Starts one small pod a node for workloads, so that a node's death takes pods along; what does not run in time is noted. */
export async function startReplicas(session: Session): Promise<void> {
  const { cluster, record, signal } = session
  const { kube, topology } = cluster
  const count = workloadIds(topology).length
  const image = cluster.images.find(({ role }) => role === 'workload')!.reference
  session.awaiting('replicas to be accepted')
  await waitUntil('replicas to be accepted', () => createReplicas(kube, count, image), {
    timeoutMs: acceptedTimeoutMs,
    signal,
  })
  const all = async () => {
    const running = await runningReplicas(kube)
    if (running < count) throw new Error(`${running} of ${count} run`)
  }
  try {
    await waitUntil('a replica on every node', all, { timeoutMs: runningTimeoutMs, signal })
    record({ type: 'stage', stage: 'replicas-running' })
  } catch (error) {
    if (!(error instanceof WaitTimeoutError)) throw error
    record({ type: 'note', text: error.message })
  }
}
