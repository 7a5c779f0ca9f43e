import { ClusterError } from '../base/errors.ts'
import { execute } from '../engine/execute.ts'
import type { Kube } from '../kube/kube-client.ts'
import { imagesByNode } from '../kube/nodes.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import { type ClusterContainers, containerOf } from './cluster.ts'

/**
 * Sees to it that every node's runtime holds the pods' image. A distribution is expected to import the archive at its
 * start; where it did not, its own tools import it now. Returns the nodes for which that was so.
 */
export async function ensurePodImage(cluster: ClusterContainers, kube: Kube): Promise<NodeId[]> {
  const { reference } = cluster.images.find(({ role }) => role === 'workload')!
  const held = await imagesByNode(kube)
  const without = kubeletIds(cluster.topology).filter(
    node => !held.get(fileName(node))?.some(name => name === reference || name.endsWith(`/${reference}`)),
  )
  await Promise.all(without.map(node => importImage(cluster, node)))
  return without
}

async function importImage(cluster: ClusterContainers, node: NodeId): Promise<void> {
  const command = cluster.distribution.importPodImages
  const { exitCode, stderr } = await execute(cluster.engine, containerOf(cluster, node), command)
  if (exitCode === 0) return
  throw new ClusterError(`${node} cannot import the pods' image: ${stderr.trim() || `exit code ${exitCode}`}`)
}
