import { ClusterError, GoneError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { nodeReadiness } from '../kube/nodes.ts'
import { createPod, disruptionOf, readPod } from '../kube/pods.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import type { Cluster } from './cluster.ts'

interface WorkloadPod {
  name: string
  on: NodeId
  labels?: Record<string, string>
  signal: AbortSignal
}

const timeoutMs = 60_000

/** Runs the workload on this node and no other; returns the pod's address. @throws WaitTimeoutError, ClusterError */
export async function runWorkloadPod(
  { kube, images, topology }: Cluster,
  { name, on, labels = {}, signal }: WorkloadPod,
): Promise<string> {
  const image = images.find(({ role }) => role === 'workload')!.reference
  const avoid = kubeletIds(topology).filter(node => node !== on)
  await createPod(kube, { name, image, avoid: avoid.map(fileName), labels })
  let disruption: string | undefined
  const running = async () => {
    const pod = await readPod(kube, name)
    disruption = disruptionOf(pod)
    if (pod.status?.phase !== 'Running' || !pod.status.podIP) throw new Error(`it is ${pod.status?.phase ?? 'unknown'}`)
    return pod.status.podIP
  }
  return waitUntil(`pod ${name} to run on ${on}`, running, { timeoutMs, signal }).catch(async error => {
    if (!(error instanceof GoneError)) throw error
    const ready = await nodeReadiness(kube, fileName(on)).catch(() => 'Unknown')
    const why = disruption === undefined ? '' : `: ${disruption}`
    throw new ClusterError(`pod ${name} was deleted before it ran on ${on}, whose Ready is ${ready}${why}`)
  })
}
