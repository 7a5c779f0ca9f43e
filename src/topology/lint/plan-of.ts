import { serverIds } from '../node-id.ts'
import { extraArgsOf, upstreamsOf } from '../select-nodes.ts'
import type { Topology } from '../topology.ts'
import type { Plan, PlannedTopology } from './plan.ts'

/** A topology with what is known of the world around it, as the rules see them. */
export const planOf = (topology: Topology, world: Omit<Plan, 'topology'> = {}): Plan => ({
  topology: plannedOf(topology),
  ...world,
})

const plannedOf = (topology: Topology): PlannedTopology => ({
  servers: topology.servers,
  agents: 0,
  datastore: topology.datastore,
  balancers: 1,
  tlsSan: true,
  upstreams: upstreamsOf(topology),
  coredns: 0,
  serverArgs: serverIds(topology.servers).map(server => ({ server, args: extraArgsOf(topology, server) })),
})
