import { ipOf } from '../../cluster/cluster.ts'
import { type NodeId, roleOf, serverIds } from '../../topology/node-id.ts'
import { balancerIds, memberIds, nodesOf } from '../../topology/nodes-of.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Fault } from '../fault.ts'
import { filterPackets } from './filter-packets.ts'
import type { PacketFate } from './packet-rules.ts'

/** How a way is cut. */
export interface CutOptions {
  /** Packets that are lost: those to the node, those from it, or both. @default 'both' */
  lost?: 'both' | 'in' | 'out'
  /** What becomes of them. @default 'drop' */
  fate?: PacketFate
}

type Ends = (node: NodeId, group: readonly NodeId[], topology: Topology) => NodeId[]

/** Nothing passes between the node and the other servers, or members of etcd, that are not struck with it. */
export const cutFromPeers = (options: CutOptions = {}): Fault =>
  cut('cut-from-peers', 'the other servers and members of etcd that are not struck with it', peersOf, options)

/** Nothing passes between the node and the load balancers. */
export const cutFromBalancer = (options: CutOptions = {}): Fault => ({
  ...cut('cut-from-balancer', 'the load balancers', (_, __, topology) => balancerIds(topology), options),
  refusal: topology => (balancerIds(topology).length === 0 ? 'there is no load balancer' : undefined),
})

/** Nothing passes between the node and any other. */
export const cutFromEveryone = (options: CutOptions = {}): Fault =>
  cut('cut-from-everyone', 'everybody', (node, _, topology) => nodesOf(topology).filter(id => id !== node), options)

const peersOf: Ends = (node, group, topology) => {
  const peers = roleOf(node) === 'etcd' ? memberIds(topology) : serverIds(topology.servers)
  return peers.filter(peer => !group.includes(peer))
}

function cut(kind: string, whom: string, ends: Ends, { lost = 'both', fate = 'drop' }: CutOptions): Fault {
  const way = { both: 'between a node and', in: 'to a node from', out: 'from a node to' }[lost]
  const becomes = { drop: 'is lost', reset: 'is answered with RST', refuse: 'is refused' }[fate]
  return {
    kind,
    summary: `what passes ${way} ${whom} ${becomes}`,
    strikes: ['server', 'agent', 'etcd', 'db', 'lb'],
    needs: ['nftables'],
    effect: (node, group, topology) => ({ does: 'cut', from: ends(node, group, topology), lost }),
    inject: (context, node) => {
      const { cluster, group } = context
      const from = ends(node, group, cluster.topology)
      const isAll = from.length === nodesOf(cluster.topology).length - 1
      const addresses = isAll ? undefined : from.map(id => ipOf(cluster, id))
      const words = `what passes ${way.replace('a node', node)} ${isAll ? whom : from.join(', ')} ${becomes}`
      return filterPackets(context, node, { ...(addresses && { addresses }), lost, fate }, words)
    },
  }
}
