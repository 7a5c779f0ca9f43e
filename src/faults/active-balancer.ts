import { nowUs } from '../base/clock.ts'
import { FaultError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { entryIp } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import { type Proof, proofBy } from './proof.ts'

const hint = "take the load balancer haproxy+keepalived, or name a single one: 'lb:0'"

/** Who has the address that clients come to, as client:0's kernel last heard of it. */
export interface AddressHolder {
  node: NodeId
  ip: string
  mac: string
  /** Before the kernel was asked, µs of the monotonic clock. */
  atUs: number
}

/**
 * Asks client:0's neighbour table: the network itself says to which container the address leads, whatever the balancers
 * think of themselves. @throws FaultError when no two balancers share it; an Error when the address leads to none now
 */
export async function activeBalancer({ topology, nodes, node }: Cluster): Promise<AddressHolder> {
  const balancers = nodes.filter(({ id }) => balancerIds(topology).includes(id))
  if (balancers.length < 2) throw new FaultError('no two balancers share an address', { hint })
  const ip = entryIp(topology, nodes)
  const atUs = nowUs()
  const { stdout } = await node('client:0').exec(['cat', '/proc/net/arp'])
  const mac = neighbourMac(stdout, ip)
  const holder = balancers.find(each => each.mac === mac)
  if (mac === undefined || holder === undefined) throw new Error(`${ip} leads to ${mac ?? 'nobody'}`)
  return { node: holder.id, ip, mac, atUs }
}

/** The hardware address of a neighbour in `/proc/net/arp`; undefined while the kernel knows none. */
export function neighbourMac(table: string, ip: string): string | undefined {
  const row = table.split('\n').find(line => line.startsWith(`${ip} `))
  const [, , flags, mac] = row?.split(/\s+/) ?? []
  // ATF_COM: the entry is complete (linux/if_arp.h).
  return Number(flags) & 0x2 ? mac : undefined
}

/** Waits until the address leads to another balancer than `before`; what was seen, in words, and whether it did. */
export async function addressMoved(
  cluster: Cluster,
  before: AddressHolder,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Proof> {
  const moved = async () => {
    const now = await activeBalancer(cluster)
    if (now.node === before.node) throw new Error(`${now.ip} leads to ${now.node} still`)
    return `for client:0 ${now.ip} leads to ${now.node} (${now.mac}), before to ${before.node} (${before.mac})`
  }
  return proofBy(waitUntil(`${before.ip} to move`, moved, { timeoutMs, signal }))
}
