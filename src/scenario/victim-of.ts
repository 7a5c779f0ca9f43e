import { nowUs } from '../base/clock.ts'
import { FaultError } from '../base/errors.ts'
import { heldBy } from '../checks/lease-holders.ts'
import { carrierOf } from '../cluster/carrier.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { activeBalancer } from '../faults/active-balancer.ts'
import { type GroupSelector, selectGroup } from '../faults/select-group.ts'
import { selectHost } from '../faults/select-host.ts'
import {
  type Candidates,
  carriedBy,
  leaseOf,
  type RoleSelector,
  type Selection,
  type SingleSelector,
  selectNode,
} from '../faults/select-node.ts'
import { dnsHosts } from '../kube/add-ons/coredns.ts'
import { leaseHolder } from '../kube/lease-holder.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import type { Session } from './session.ts'

/**
 * The node that a selector means now: by what the API says, an agent's sockets, or etcd's members.
 * @throws FaultError when there is none
 */
export async function victimOf({ cluster, random, signal }: Session, selector: SingleSelector): Promise<Selection> {
  const { kube, topology, containers } = cluster
  if (selector === 'host:coredns') return selectHost(await dnsHosts(kube), kubeletIds(topology), random)
  if (selector === 'active-balancer') {
    const holder = await activeBalancer(cluster)
    const reason = `for client:0 ${holder.ip} leads to ${holder.node} (${holder.mac})`
    return { node: holder.node, reason, role: { role: selector, holder, atUs: holder.atUs } }
  }
  const agent = carriedBy(selector)
  const named = agent ?? selector
  if (isNamed(named) && !containers.has(named))
    throw new FaultError(`there is no ${named}`, { hint: `the nodes are ${[...containers.keys()].join(', ')}` })
  if (agent === undefined) {
    const role = selector as RoleSelector
    return selectNode(role, await candidatesFor(cluster, role), random)
  }
  const node = await carrierOf(cluster, agent, signal)
  if (node === undefined) throw new FaultError(`the calls of ${agent} go over no server`)
  return { node, reason: `the calls of ${agent} go over ${node}` }
}

/** The nodes that a group means now. @throws FaultError when there are none */
export const victimsOf = async ({ cluster, random }: Session, selector: GroupSelector) =>
  selectGroup(selector, cluster.topology, random)

const isNamed = (selector: string): selector is NodeId => selector.includes(':') && leaseOf(selector) === undefined

/** What is true of the nodes now. */
async function candidatesFor({ topology, kube, observer }: Cluster, selector: RoleSelector): Promise<Candidates> {
  const servers = serverIds(topology.servers)
  const lease = leaseOf(selector)
  if (lease === undefined) return { servers, statuses: await observer.statuses() }
  const { identity } = await leaseHolder(kube, lease)
  const node = servers.find(server => heldBy(server, identity))
  return { servers, statuses: [], ...(node && { holder: { node, atUs: nowUs() } }) }
}
