import type { ContainerSpec } from '../engine/container-spec.ts'
import type { ClusterFacts } from './cluster-facts.ts'

/** A container beside a node, for what cannot be done inside it. */
export interface NodeHelper {
  /** Unique within the run. */
  name: string
  /** What it has of the node: the network namespace that it has now, which ends with its present life, or its volumes. */
  shares: 'network' | 'volumes'
}

/** The image that has what alters a network, iptables, tc and ip, whatever a node's own lacks. */
export const toolImage = (facts: Pick<ClusterFacts, 'images'>): string => imageOf(facts, 'tools')

// What empties a volume, fills or measures it, is in every Debian, and in the image of the prober.
const images = { network: 'tools', volumes: 'client' } as const

/** The container of a helper beside the node whose container is `id`. Its labels name no node: what happens to it did not happen to one. */
export function helperSpec(
  facts: Pick<ClusterFacts, 'runId' | 'labels' | 'images'>,
  id: string,
  { name, shares }: NodeHelper,
): ContainerSpec {
  return {
    name: `holdfast-${facts.runId}-${name}`,
    image: imageOf(facts, images[shares]),
    labels: facts.labels,
    ...(shares === 'network'
      ? { networkMode: `container:${id}`, capabilities: ['NET_ADMIN', 'NET_RAW'] }
      : { networkMode: 'none', volumesFrom: [id] }),
  }
}

/** A cluster that an earlier version formed has the tools in the image of its nodes. */
const imageOf = ({ images }: Pick<ClusterFacts, 'images'>, role: 'tools' | 'client'): string =>
  (images.find(image => image.role === role) ?? images.find(image => image.role === 'node')!).id
