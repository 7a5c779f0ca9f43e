import { waitUntil } from '../base/wait-until.ts'
import { createPod, readPod } from '../kube/pods.ts'
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

/** Runs the workload on this node and no other; returns the pod's address. @throws WaitTimeoutError */
export async function runWorkloadPod(
  { kube, images, topology }: Cluster,
  { name, on, labels = {}, signal }: WorkloadPod,
): Promise<string> {
  const image = images.find(({ role }) => role === 'workload')!.reference
  const avoid = kubeletIds(topology).filter(node => node !== on)
  await createPod(kube, { name, image, avoid: avoid.map(fileName), labels })
  const running = async () => {
    const { status } = await readPod(kube, name)
    if (status?.phase !== 'Running' || !status.podIP) throw new Error(`it is ${status?.phase ?? 'unknown'}`)
    return status.podIP
  }
  return waitUntil(`pod ${name} to run on ${on}`, running, { timeoutMs, signal })
}
