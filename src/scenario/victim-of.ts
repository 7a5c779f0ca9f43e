import { FaultError } from '../base/errors.ts'
import { carrierOf } from '../cluster/carrier.ts'
import { selectHost } from '../faults/select-host.ts'
import { carriedBy, type EtcdSelector, type Selection, type Selector, selectNode } from '../faults/select-node.ts'
import { dnsHosts } from '../kube/add-ons/coredns.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import type { Session } from './session.ts'

/**
 * The node that a selector means now: by what the API says, an agent's sockets, or etcd's members.
 * @throws FaultError when there is none
 */
export async function victimOf({ cluster, random, signal }: Session, selector: Selector): Promise<Selection> {
  const { kube, observer, topology, containers } = cluster
  if (selector === 'host:coredns') return selectHost(await dnsHosts(kube), kubeletIds(topology), random)
  const agent = carriedBy(selector)
  const named = agent ?? selector
  if (named.includes(':') && !containers.has(named as NodeId))
    throw new FaultError(`there is no ${named}`, { hint: `the nodes are ${[...containers.keys()].join(', ')}` })
  if (agent === undefined)
    return selectNode(selector as EtcdSelector, serverIds(topology.servers), await observer.statuses(), random)
  const node = await carrierOf(cluster, agent, signal)
  if (node === undefined) throw new FaultError(`the calls of ${agent} go over no server`)
  return { node, reason: `the calls of ${agent} go over ${node}` }
}
