import type { ContainerSpec } from '../engine/container-spec.ts'
import type { ClusterFacts } from './cluster-facts.ts'

/** A container beside a node, for what cannot be done inside it. */
export interface NodeHelper {
  /** Unique within the run. */
  name: string
  /** What it has of the node: its network or its processes, both of which end with its present life, or its volumes. */
  shares: 'network' | 'processes' | 'volumes'
}

/** The image that has what alters a network, iptables, tc and ip, whatever a node's own lacks. */
export const toolImage = (facts: Pick<ClusterFacts, 'images'>): string => imageOf(facts, 'tools')

/** The name of a helper's container. */
export const helperName = ({ runId }: Pick<ClusterFacts, 'runId'>, name: string): string => `holdfast-${runId}-${name}`

/** The container of a helper beside the node whose container is `id`. Its labels name no node: what happens to it did not happen to one. */
export function helperSpec(
  facts: Pick<ClusterFacts, 'runId' | 'labels' | 'images'>,
  id: string,
  { name, shares }: NodeHelper,
): ContainerSpec {
  // What empties or measures a volume is in the image of the prober too, which is a Debian.
  const common = { name: helperName(facts, name), image: imageOf(facts, 'client'), labels: facts.labels }
  const node = `container:${id}`
  switch (shares) {
    case 'network':
      return { ...common, image: toolImage(facts), networkMode: node, capabilities: ['NET_ADMIN', 'NET_RAW'] }
    case 'processes':
      return { ...common, networkMode: 'none', pidMode: node }
    case 'volumes':
      return { ...common, networkMode: 'none', volumesFrom: [id] }
  }
}

/** A cluster that an earlier version formed has the tools in the image of its nodes. */
const imageOf = ({ images }: Pick<ClusterFacts, 'images'>, role: 'tools' | 'client'): string =>
  (images.find(image => image.role === role) ?? images.find(image => image.role === 'node')!).id
