import { nowUs } from '../base/clock.ts'
import { WaitTimeoutError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { PodStage } from '../history/records.ts'
import { createPod, readPod, stageOf } from '../kube/pods.ts'
import { fileName } from '../topology/node-id.ts'
import type { Session } from './session.ts'

const stages: readonly PodStage[] = ['created', 'bound', 'started', 'running']
// A pod that has no limit still must not hold the run for ever.
const defaultLimitMs = 60_000
// Beyond its limit the pod is still watched this long, so that the report can say how late it was.
const graceMs = 15_000
const creationTimeoutMs = 30_000

/** Creates a pod away from the nodes that a fault holds down, and records when it is bound, started and running. */
export async function schedulePod(session: Session): Promise<void> {
  const { cluster, record, signal } = session
  const { kube } = cluster
  const avoid = session.faults.filter(({ healed }) => !healed).map(({ node }) => fileName(node))
  const image = cluster.images.find(({ role }) => role === 'workload')!.reference
  session.awaiting('a new pod to run')

  // Writes may be out of service now: what is measured begins with the pod's acceptance, not with the first attempt. Each
  // attempt has a name of its own: one without an answer may have been carried out, and its name is then taken.
  const create = async () => {
    const name = `schedule-${session.faults.length}-${nowUs()}`
    await createPod(kube, { name, image, avoid })
    return { pod: name, createdUs: nowUs() }
  }
  const { pod, createdUs } = await waitUntil('a new pod to be accepted', create, {
    timeoutMs: creationTimeoutMs,
    signal,
  })
  record({ type: 'pod', pod, stage: 'created', purpose: 'schedule', atUs: createdUs })
  let told = 1
  const running = async () => {
    const seen = await readPod(kube, pod)
    const node = seen.spec?.nodeName
    const reached = stages.indexOf(stageOf(seen))
    for (; told <= reached; told++) {
      record({ type: 'pod', pod, stage: stages[told]!, ...(node ? { node } : {}), purpose: 'schedule' })
    }
    if (stages[reached] !== 'running')
      throw new Error(`it is ${seen.status?.phase ?? 'unknown'}${node ? ` on ${node}` : ', not bound'}`)
  }
  const timeoutMs = (session.scenario.limits.scheduleMs ?? defaultLimitMs) + graceMs
  try {
    await waitUntil(`pod ${pod} to run`, running, { timeoutMs, signal, intervalMs: 100 })
  } catch (error) {
    // Not running in time is a finding for the checks, not an end of the run.
    if (!(error instanceof WaitTimeoutError)) throw error
    record({ type: 'note', text: error.message })
  }
}
