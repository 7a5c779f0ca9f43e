import { createContainer, removeContainer, startContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'

/** Starts a container that keeps the volume in memory of a node's container `id` while that is down, instead of an earlier one. */
export async function keepVolume(
  engine: Engine,
  { runId, labels, images, keepers }: Pick<ClusterFacts, 'runId' | 'labels' | 'images' | 'keepers'>,
  node: NodeId,
  id: string,
): Promise<void> {
  const former = keepers.get(node)
  if (former !== undefined) await removeContainer(engine, former)
  const keeper = await createContainer(engine, {
    name: `holdfast-${runId}-${fileName(node)}-volume`,
    image: images.find(({ role }) => role === 'node')!.id,
    labels,
    volumesFrom: [id],
    entrypoint: ['/bin/sh', '-c', 'while :; do sleep 3600; done'],
  })
  keepers.set(node, keeper)
  await startContainer(engine, keeper)
}
