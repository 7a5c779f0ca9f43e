import type { FaultInstance } from '../history/fault-instance.ts'
import type { NodeId } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import type { Facts } from './facts.ts'
import { untilRejoined } from './fault-times.ts'
import { overlap, union } from './interval.ts'
import { isNamed } from './lease-holders.ts'

/**
 * When every server was again a voter, Ready, among the endpoints and served: nothing that a fault took away was missing
 * any more, also of another fault that overlapped it. Undefined if that was not seen.
 */
export function redundancyRestored(fault: FaultInstance, facts: Facts): number | undefined {
  const mine = untilRejoined(fault)
  const lacking = union(facts.faults.map(untilRejoined)).find(each => overlap(each, mine))
  return lacking === undefined ? undefined : wholeFrom(lacking.toUs, facts)
}

/** The first moment from `us` on at which no Node was said not to be Ready and no server was missing in the endpoints. */
function wholeFrom(us: number, { history: { harness, manifest } }: Facts): number | undefined {
  const servers = manifest.nodes.filter(({ id }) => id.startsWith('server:'))
  const kubelets = kubeletIds(manifest.topology)
  const unready = new Set<NodeId>()
  let missing = false
  for (const record of harness) {
    if (record.atUs > us && unready.size === 0 && !missing) break
    if (record.type === 'node') {
      const node = kubelets.find(id => isNamed(id, record.node))
      if (node && record.ready === 'True') unready.delete(node)
      else if (node) unready.add(node)
    }
    if (record.type === 'endpoints') {
      const present = new Set(record.addresses.map(address => address.split(':')[0]))
      missing = servers.some(({ ip }) => !present.has(ip))
    }
    if (record.atUs > us && unready.size === 0 && !missing) return record.atUs
  }
  return unready.size === 0 && !missing && Number.isFinite(us) ? us : undefined
}
