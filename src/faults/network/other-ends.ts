import { FaultError } from '../../base/errors.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { balancerIps } from '../../topology/addresses.ts'
import { type NodeId, roleOf, serverIds } from '../../topology/node-id.ts'
import { balancerIds, datastoreIds, memberIds, nodesOf } from '../../topology/nodes-of.ts'
import { quorumOf } from '../../topology/quorum.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Fault } from '../fault.ts'

/** With whom a node's packets are struck. */
export type Whom = 'peers' | 'everyone' | 'load-balancer' | 'datastore'

/** The other ends of the ways that a network fault strikes. */
export interface OtherEnds extends Pick<Fault, 'refusal'> {
  words: string
  /** The nodes at the other ends when `node` is struck as one of this group. */
  of(node: NodeId, group: readonly NodeId[], topology: Topology): NodeId[]
  /** @throws FaultError when this group cannot be struck together */
  requireGroup?(group: readonly NodeId[], topology: Topology): void
}

/** The other ends by the word for them; one that is struck with the node is no other to its peers. */
export const otherEnds: Record<Whom, OtherEnds> = {
  peers: {
    words: 'the other servers and members of etcd that are not struck with it',
    of: (node, group, topology) => {
      const peers = roleOf(node) === 'etcd' ? memberIds(topology) : serverIds(topology.servers)
      return peers.filter(peer => !group.includes(peer))
    },
    requireGroup: (group, topology) => {
      const [first] = group
      const peers = first !== undefined && roleOf(first) === 'etcd' ? memberIds(topology) : serverIds(topology.servers)
      // Those who are left would be the ones to suffer, and the record would name the others.
      if (group.length >= quorumOf(peers.length)) {
        const hint = "strike 'minority': the split is the same"
        throw new FaultError(`${group.join(', ')} cannot be cut from their peers: they are the greater part`, { hint })
      }
    },
  },
  everyone: {
    words: 'everybody',
    of: (node, _, topology) => nodesOf(topology).filter(id => id !== node),
  },
  'load-balancer': {
    words: 'the load balancers',
    of: (node, _, topology) => balancerIds(topology).filter(id => id !== node),
    refusal: topology => (balancerIds(topology).length === 0 ? 'there is no load balancer' : undefined),
  },
  datastore: {
    words: 'the datastore, or those who ask it',
    of: (node, _, topology) => (roleOf(node) === 'server' ? datastoreIds(topology) : serverIds(topology.servers)),
    refusal: topology => (datastoreIds(topology).length === 0 ? 'the servers keep the state themselves' : undefined),
  },
}

/** Where those nodes are found; undefined for all there are, so that whatever passes is struck. */
export function addressesOf({ topology, nodes }: Cluster, ends: readonly NodeId[]): string[] | undefined {
  if (ends.length === nodes.length - 1) return undefined
  const own = nodes.filter(({ id }) => ends.includes(id)).map(({ ip }) => ip)
  const isBalancer = ends.some(id => roleOf(id) === 'lb')
  return isBalancer ? [...new Set([...own, ...balancerIps(topology, nodes)])] : own
}
