import type { NodeAddress } from '../topology/addresses.ts'
import { roleOf } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

/** The nodes whose API is published to people on 127.0.0.1: the load balancers, or without any the servers. */
export const publishedNodes = (topology: Topology, nodes: readonly NodeAddress[]): NodeAddress[] =>
  nodes.filter(({ id }) => roleOf(id) === (balancerOf(topology) === undefined ? 'server' : 'lb'))
