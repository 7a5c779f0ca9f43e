import { withoutSecrets } from '../base/without-secrets.ts'
import type { BalancerFileRecord } from '../history/manifest.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import type { ClusterContainers } from './cluster.ts'

/** The load balancers' files as they stand once the cluster has formed; what in a user's own looks like a secret is hidden. */
export function balancerFiles({ balancer, topology, nodes }: ClusterContainers): BalancerFileRecord[] {
  if (balancer === undefined) return []
  const upstreams = nodes.filter(({ id }) => upstreamsOf(topology).includes(id))
  const content = balancer.config(topology, upstreams, true)
  const shared = { nodes: balancerIds(topology), path: balancer.configPath, content: withoutSecrets(content) }
  const own = balancerIds(topology).flatMap(id => {
    const { files = [] } = balancer.container?.(topology, nodes, nodes.find(node => node.id === id)!) ?? {}
    return files.map(file => ({ nodes: [id], path: file.path, content: String(file.content) }))
  })
  return [shared, ...own]
}
