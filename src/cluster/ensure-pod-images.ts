import { ClusterError } from '../base/errors.ts'
import { execute } from '../engine/execute.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { podImageRoles } from '../images/images-of.ts'
import type { Kube } from '../kube/kube-client.ts'
import { imagesByNode } from '../kube/nodes.ts'
import { fileName, type NodeId, serverIds } from '../topology/node-id.ts'
import { type ClusterContainers, containerOf } from './cluster.ts'

/**
 * Sees to it that every server's runtime holds the pods' images. A distribution is expected to import the archives at its
 * start; where it did not, its own tools import them now. Returns the servers for which that was so.
 */
export async function ensurePodImages(cluster: ClusterContainers, kube: Kube): Promise<NodeId[]> {
  const held = await imagesByNode(kube)
  const images = cluster.images.filter(({ role }) => podImageRoles.includes(role))
  const servers = serverIds(cluster.topology.servers).map(server => {
    const names = held.get(fileName(server)) ?? []
    const isThere = ({ reference }: ImageRecord) =>
      names.some(name => name === reference || name.endsWith(`/${reference}`))
    return { server, missing: images.filter(image => !isThere(image)) }
  })
  const without = servers.filter(({ missing }) => missing.length > 0)
  await Promise.all(
    without.map(async ({ server, missing }) => {
      for (const { role } of missing) await importImage(cluster, server, role)
    }),
  )
  return without.map(({ server }) => server)
}

async function importImage(cluster: ClusterContainers, server: NodeId, role: ImageRecord['role']): Promise<void> {
  const command = cluster.distribution.importPodImage(role)
  const { exitCode, stderr } = await execute(cluster.engine, containerOf(cluster, server), command)
  if (exitCode === 0) return
  throw new ClusterError(`${server} cannot import the pods' ${role} image: ${stderr.trim() || `exit code ${exitCode}`}`)
}
