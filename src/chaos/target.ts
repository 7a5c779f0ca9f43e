import { agentIds, type NodeId, type Role, roleOf, serverIds } from '../topology/node-id.ts'
import { balancerIds, datastoreIds, memberIds } from '../topology/nodes-of.ts'
import { quorumOf, toleratedLoss } from '../topology/quorum.ts'
import type { Topology } from '../topology/topology.ts'

/** Who may be struck, before it is known which nodes that will be. */
export interface Target {
  selector: string
  /** How often it is drawn against the others. */
  weight: number
  /** As many nodes as it will strike, of the right role: those that it names, or any for what is decided then. */
  nodes: NodeId[]
}

const target = (selector: string, weight: number, nodes: NodeId[]): Target => ({ selector, weight, nodes })
const named = (node: NodeId): Target => target(node, 2, [node])

/** The nodes by whose votes, or by whose life, the state is kept. */
export function storeIds(topology: Topology): NodeId[] {
  const members = memberIds(topology)
  if (members.length > 0) return members
  return topology.datastore === 'sqlite' ? serverIds(topology.servers) : datastoreIds(topology)
}

/** All that may be struck on this topology: etcd's leader and followers, servers, groups, balancers, agents, databases. */
export function targetsOf(topology: Topology): Target[] {
  const members = memberIds(topology)
  const servers = serverIds(topology.servers)
  const voters = members.length > 0 ? members : servers
  const minority = toleratedLoss(voters.length)
  return [
    ...(members.length > 0 ? [target('leader', 4, members.slice(0, 1))] : []),
    ...(members.length > 1 ? [target('follower', 4, members.slice(0, 1))] : []),
    target('random', 4, servers.slice(0, 1)),
    // Of three, a minority is one, which has its words already.
    ...(minority > 1 ? [target('minority', 4, voters.slice(0, minority))] : []),
    ...(voters.length > 1 ? [target('majority', 2, voters.slice(0, quorumOf(voters.length)))] : []),
    ...(servers.length > 1 ? [target('all', 1, servers)] : []),
    ...balancerIds(topology).map(named),
    ...agentIds(topology.agents).map(named),
    ...(members.length > 0 ? [] : datastoreIds(topology).map(named)),
  ]
}

/** The role of its nodes. */
export const roleOfTarget = ({ nodes }: Target): Role => roleOf(nodes[0]!)
