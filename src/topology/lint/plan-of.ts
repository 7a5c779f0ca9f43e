import { serverIds } from '../node-id.ts'
import { balancerIds, memberIds } from '../nodes-of.ts'
import { extraArgsOf, upstreamsOf } from '../select-nodes.ts'
import type { Topology } from '../topology.ts'
import type { Plan, PlannedTopology } from './plan.ts'

/** A topology with what is known of the world around it, as the rules see them. */
export const planOf = (topology: Topology, world: Omit<Plan, 'topology'> = {}): Plan => ({
  topology: plannedOf(topology),
  ...world,
})

const plannedOf = (topology: Topology): PlannedTopology => ({
  distribution: topology.distribution,
  servers: topology.servers,
  agents: topology.agents,
  datastore: topology.datastore,
  members: memberIds(topology).length,
  balancers: balancerIds(topology).length,
  tlsSan: topology.loadBalancer.tlsSan,
  upstreams: upstreamsOf(topology),
  coredns: topology.addOns.coredns,
  serverArgs: serverIds(topology.servers).map(server => ({ server, args: extraArgsOf(topology, server) })),
})
