import type { NodeId } from '../topology/node-id.ts'
import { roleOf } from '../topology/node-id.ts'
import { balancerIds, memberIds } from '../topology/nodes-of.ts'
import { isOpaque } from '../topology/opaque-balancer.ts'
import type { Topology } from '../topology/topology.ts'
import type { RejoinStage } from './records.ts'

/** In what respects a node of this topology must come back after a fault, in order. */
export function rejoinStagesOf(topology: Topology, node: NodeId): RejoinStage[] {
  const member: RejoinStage[] = memberIds(topology).includes(node) ? ['member', 'voter'] : []
  // Whom a client was led to is told by the log of our own files alone.
  const isTold = balancerIds(topology).length > 0 && !isOpaque(topology.loadBalancer)
  const balanced: RejoinStage[] = isTold ? ['balancer'] : []
  switch (roleOf(node)) {
    case 'server':
      return [...member, 'ready', 'endpoints', ...balanced]
    case 'agent':
      return ['ready']
    default:
      return [...member, 'answers']
  }
}

/** In what respects a server that is added must serve; where the topology names the upstreams it is none of them. */
export const joinStagesOf = (topology: Topology, node: NodeId): RejoinStage[] =>
  rejoinStagesOf(topology, node).filter(stage => stage !== 'balancer' || topology.loadBalancer.upstreams === undefined)
