import { BadInputError } from '../base/errors.ts'
import { readyServer } from '../cluster/ready-server.ts'
import { startContainer } from '../engine/container.ts'
import { joinStagesOf } from '../history/rejoin-stages.ts'
import { addressBeside } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { maxServers } from '../topology/topology.ts'
import { admitServer } from './admit-server.ts'
import type { Session } from './session.ts'
import { followReturn } from './settle.ts'
import { watchMembers } from './watch-members.ts'

/**
 * Adds one more server to the running cluster, through one that is ready, and waits until it serves in every respect;
 * what does not come is a finding. Its container carries the run's labels like any other, and goes with them.
 */
export async function addServer(session: Session): Promise<NodeId> {
  const { cluster, record, scenario } = session
  const { servers } = cluster.topology
  const node: NodeId = `server:${servers}`
  if (servers === maxServers)
    throw new BadInputError(`servers.add: the cluster has ${servers} servers, as many as may be`)
  const address = addressBeside(cluster.nodes, node)
  const through = await readyServer(cluster, node)
  session.awaiting(`the container of ${node}`)
  const container = await cluster.createJoiner(address, through)
  // From here on all that asks for the cluster's servers means this one too.
  cluster.nodes.push(address)
  cluster.containers.set(node, container)
  cluster.topology = { ...cluster.topology, servers: servers + 1 }
  cluster.observer.meet(address, memberIds(cluster.topology).includes(node))
  using _members = watchMembers(session)
  record({ type: 'addition', node, ip: address.ip, through })
  await startContainer(cluster.engine, container)
  const allowance = { limitMs: scenario.limits.joinMs, stages: joinStagesOf(cluster.topology, node) }
  await Promise.all([admitServer(session, node), followReturn(session, node, allowance)])
  return node
}
