import type { Kube } from '../kube/kube-client.ts'
import { imagesByNode } from '../kube/nodes.ts'
import { podImageRoles } from '../topology/image-role.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import type { ClusterContainers } from './cluster.ts'

/**
 * Sees to it that every node's runtime holds the pods' images. A distribution is expected to import the archives at its
 * start; where it did not, its own tools import them now. Returns the nodes for which that was so.
 */
export async function ensurePodImages(cluster: ClusterContainers, kube: Kube): Promise<NodeId[]> {
  const held = await imagesByNode(kube)
  const images = cluster.images.filter(({ role }) => podImageRoles.includes(role))
  const nodes = kubeletIds(cluster.topology).map(node => {
    const names = held.get(fileName(node)) ?? []
    return { node, missing: images.filter(({ reference }) => !isHeld(reference, names)) }
  })
  const without = nodes.filter(({ missing }) => missing.length > 0)
  await Promise.all(
    without.map(async ({ node, missing }) => {
      for (const { role } of missing) {
        const failure = `${node} cannot import the pods' ${role} image`
        await cluster.node(node).execOrThrow(cluster.driver.importPodImage(role), { failure })
      }
    }),
  )
  return without.map(({ node }) => node)
}

/** Whether one of the names by which a runtime holds images is this one's: it writes out the registry and the tag. */
export function isHeld(reference: string, names: readonly string[]): boolean {
  const isTagged = /:[^/]+$/.test(reference)
  const full = isTagged ? reference : `${reference}:latest`
  return names.some(name => name === full || name.endsWith(`/${full}`))
}
