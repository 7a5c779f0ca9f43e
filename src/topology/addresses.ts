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
 * Static addresses: etcd remembers its peers by address, and a balancer's file names its upstreams by it.
 * MACs are derived from the address, so that a neighbour's ARP entry stays right over stop and start.
 */
export function addressesOf(topology: Topology, subnet: string): NodeAddress[] {
  const prefix = subnet.replace(/\.0\/24$/, '')
  const at = (id: NodeId, host: number): NodeAddress => {
    const ip = `${prefix}.${host}`
    const octets = ip.split('.').map(part => Number(part).toString(16).padStart(2, '0'))
    return { id, ip, mac: `02:42:${octets.join(':')}` }
  }
  return [
    at('lb:0', 2),
    at('client:0', 3),
    ...serverIds(topology.servers).map((id, index) => at(id, firstServerHost + index)),
  ]
}
