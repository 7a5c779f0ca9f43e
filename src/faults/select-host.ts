import { FaultError } from '../base/errors.ts'
import type { Random } from '../base/seed.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import type { Selection } from './select-node.ts'

/**
 * Picks one of the nodes that host a replica of CoreDNS.
 * @param hosts their names, as the API has them
 * @throws FaultError when there is none
 */
export function selectHost(hosts: readonly string[], nodes: readonly NodeId[], random: Random): Selection {
  const hosting = nodes.filter(node => hosts.includes(fileName(node)))
  if (hosting.length === 0) {
    throw new FaultError('no node hosts CoreDNS', { hint: "write 'addOns: { coredns: 1 }' into the topology" })
  }
  const node = random.pick(hosting)
  return {
    node,
    reason: `it hosts CoreDNS, as ${hosting.length === 1 ? 'no other does' : `${hosting.join(' and ')} do`}`,
  }
}
