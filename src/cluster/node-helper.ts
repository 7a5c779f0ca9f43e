import type { ContainerSpec } from '../engine/container-spec.ts'
import type { ClusterFacts } from './cluster-facts.ts'

/** A container beside a node, for what cannot be done inside it. */
export interface NodeHelper {
  /** Unique within the run. */
  name: string
  /** What it has of the node: the network namespace that it has now, which ends with its present life, or its volumes. */
  shares: 'network' | 'volumes'
}

/** The image that has the tools which a node's own may lack: iptables, tc, ip. */
export const toolImage = ({ images }: Pick<ClusterFacts, 'images'>): string =>
  images.find(({ role }) => role === 'node')!.id

/** The container of a helper beside the node whose container is `id`. Its labels name no node: what happens to it did not happen to one. */
export function helperSpec(
  facts: Pick<ClusterFacts, 'runId' | 'labels' | 'images'>,
  id: string,
  { name, shares }: NodeHelper,
): ContainerSpec {
  return {
    name: `holdfast-${facts.runId}-${name}`,
    image: toolImage(facts),
    labels: facts.labels,
    ...(shares === 'network'
      ? { networkMode: `container:${id}`, capabilities: ['NET_ADMIN', 'NET_RAW'] }
      : { networkMode: 'none', volumesFrom: [id] }),
  }
}
