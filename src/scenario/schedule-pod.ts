import { nowUs } from '../base/clock.ts'
import { GoneError, WaitTimeoutError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { podWatchMs } from '../history/pod-watch.ts'
import type { PodStage } from '../history/records.ts'
import { createPod, disruptionOf, readPod, stageOf } from '../kube/pods.ts'
import { fileName } from '../topology/node-id.ts'
import type { Session } from './session.ts'

const stages: readonly PodStage[] = ['created', 'bound', 'started', 'running']
const creationTimeoutMs = 30_000

/** Creates a pod away from the nodes that a fault holds down, and records when it is bound, started and running, or gone. */
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
  const tell = (stage: PodStage, more: { node?: string; disruption?: string; atUs?: number }) =>
    record({ type: 'pod', pod, stage, purpose: 'schedule', ...more })
  tell('created', { atUs: createdUs })
  let told = 1
  let last: { node?: string; disruption?: string } = {}
  const running = async () => {
    const seen = await readPod(kube, pod)
    const node = seen.spec?.nodeName
    const disruption = disruptionOf(seen)
    last = { ...(node !== undefined && { node }), ...(disruption !== undefined && { disruption }) }
    const reached = stages.indexOf(stageOf(seen))
    for (; told <= reached; told++) tell(stages[told]!, node === undefined ? {} : { node })
    if (stages[reached] !== 'running')
      throw new Error(`it is ${seen.status?.phase ?? 'unknown'}${node ? ` on ${node}` : ', not bound'}`)
  }
  const timeoutMs = podWatchMs(session.scenario.limits)
  try {
    await waitUntil(`pod ${pod} to run`, running, { timeoutMs, signal, intervalMs: 100 })
  } catch (error) {
    // Not running in time, or never, is a finding for the checks, not an end of the run.
    if (error instanceof GoneError) tell('gone', last)
    else if (error instanceof WaitTimeoutError) record({ type: 'note', text: error.message })
    else throw error
  }
}
