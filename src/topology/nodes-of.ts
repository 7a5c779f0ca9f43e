import { agentIds, type NodeId, serverIds } from './node-id.ts'
import type { Topology } from './topology.ts'

/** The load balancers in front: one, two that share an address, or none. */
export const balancerIds = ({ loadBalancer: { kind } }: Topology): NodeId[] =>
  kind === 'none' ? [] : kind === 'haproxy+keepalived' ? ['lb:0', 'lb:1'] : ['lb:0']

const datastoreNodes: Record<Topology['datastore'], NodeId[]> = {
  'embedded-etcd': [],
  sqlite: [],
  postgres: ['db:0'],
  mysql: ['db:0'],
  'external-etcd': ['etcd:0', 'etcd:1', 'etcd:2'],
}

/** The nodes that keep the state apart from the servers. */
export const datastoreIds = ({ datastore }: Topology): NodeId[] => datastoreNodes[datastore]

/** The nodes with a member of etcd; none where the state is in a database. */
export const memberIds = (topology: Topology): NodeId[] =>
  topology.datastore === 'embedded-etcd' ? serverIds(topology.servers) : datastoreIds(topology).filter(isEtcd)

const isEtcd = (id: NodeId): boolean => id.startsWith('etcd:')

/** The nodes that are Nodes of Kubernetes: each runs a kubelet. */
export const kubeletIds = ({ servers, agents }: Topology): NodeId[] => [...serverIds(servers), ...agentIds(agents)]

/** Every container of a cluster, in the order in which they are made. */
export const nodesOf = (topology: Topology): NodeId[] => [
  ...balancerIds(topology),
  'client:0',
  ...datastoreIds(topology),
  ...kubeletIds(topology),
]
