import type { NodeId } from './node-id.ts'
import { nodesOf } from './nodes-of.ts'
import type { Topology } from './topology.ts'

/** One container of a cluster: who it is and where it lives on the cluster's network. */
export interface NodeAddress {
  id: NodeId
  ip: string
  mac: string
}

/** Private ranges to try in turn; the next one is taken when the engine says that one overlaps. */
export const subnetCandidates: readonly string[] = Array.from(
  { length: 32 },
  (_, index) => `172.${28 + (index >> 4)}.${(index & 15) * 16 + 8}.0/24`,
)

/**
 * A static address of a /24. Its MAC is derived from it, so that a neighbour's ARP entry stays right over stop and start.
 */
export function addressAt(subnet: string, host: number): Omit<NodeAddress, 'id'> {
  const ip = subnet.replace(/0\/24$/, String(host))
  const octets = ip.split('.').map(part => Number(part).toString(16).padStart(2, '0'))
  return { ip, mac: `02:42:${octets.join(':')}` }
}

/** Of each role the host numbers, in order. */
const hosts: Record<string, (index: number) => number> = {
  lb: index => (index === 0 ? 2 : 4),
  client: () => 3,
  db: () => 6,
  etcd: index => 7 + index,
  server: index => 10 + index,
  agent: index => 30 + index,
}

/** The virtual address that two load balancers share. */
const virtualHost = 5

/** Static addresses: etcd remembers its peers by address, and a balancer's file names its upstreams by it. */
export const addressesOf = (topology: Topology, subnet: string): NodeAddress[] =>
  nodesOf(topology).map(id => {
    const [role = '', index] = id.split(':')
    return { id, ...addressAt(subnet, hosts[role]!(Number(index))) }
  })

/** The address of a node that was not among those of a cluster, on their network. */
export const addressBeside = (nodes: readonly NodeAddress[], id: NodeId): NodeAddress => {
  const [role = '', index] = id.split(':')
  return { id, ...addressAt(nodes[0]!.ip.replace(/\d+$/, '0/24'), hosts[role]!(Number(index))) }
}

/** Beside all that a cluster of any topology takes on its network: where a node goes that loses its own address. */
export const addressApart = (ip: string): string => ip.replace(/\d+$/, host => String(Number(host) + 100))

/** Where clients find the API: the load balancer, the address that two of them share, or server:0 without any. */
export function entryIp({ loadBalancer: { kind } }: Topology, nodes: readonly NodeAddress[]): string {
  const ip = nodes.find(({ id }) => id === (kind === 'none' ? 'server:0' : 'lb:0'))!.ip
  return kind === 'haproxy+keepalived' ? ip.replace(/\d+$/, String(virtualHost)) : ip
}

/** Every address under which clients may come to the API through a load balancer, the first one being everybody's. */
export const balancerIps = (topology: Topology, nodes: readonly NodeAddress[]): string[] => [
  ...new Set([entryIp(topology, nodes), ...nodes.filter(({ id }) => id.startsWith('lb:')).map(({ ip }) => ip)]),
]
