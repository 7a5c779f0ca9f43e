import type { NodeId } from './node-id.ts'
import { serverIds } from './node-id.ts'
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

const firstServerHost = 10

/**
 * A static address of a /24. Its MAC is derived from it, so that a neighbour's ARP entry stays right over stop and start.
 */
export function addressAt(subnet: string, host: number): Omit<NodeAddress, 'id'> {
  const ip = subnet.replace(/0\/24$/, String(host))
  const octets = ip.split('.').map(part => Number(part).toString(16).padStart(2, '0'))
  return { ip, mac: `02:42:${octets.join(':')}` }
}

/** Static addresses: etcd remembers its peers by address, and a balancer's file names its upstreams by it. */
export function addressesOf(topology: Topology, subnet: string): NodeAddress[] {
  const at = (id: NodeId, host: number): NodeAddress => ({ id, ...addressAt(subnet, host) })
  return [
    at('lb:0', 2),
    at('client:0', 3),
    ...serverIds(topology.servers).map((id, index) => at(id, firstServerHost + index)),
  ]
}
