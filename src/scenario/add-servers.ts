import { BadInputError } from '../base/errors.ts'
import { readyServer } from '../cluster/ready-server.ts'
import { joinStagesOf } from '../history/rejoin-stages.ts'
import { addressBeside } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { maxServers } from '../topology/topology.ts'
import { admitServers } from './admit-servers.ts'
import { longestReturnMs } from './longest-return.ts'
import type { Session } from './session.ts'
import { followReturn } from './settle.ts'
import { watchMembers } from './watch-members.ts'

/**
 * Adds servers to the running cluster, all at once through one that is ready, and waits until they serve in every
 * respect; what does not come is a finding. Their containers carry the run's labels like any other, and go with them.
 */
export async function addServers(session: Session, count: number): Promise<NodeId[]> {
  const { cluster, record, scenario } = session
  const { servers } = cluster.topology
  if (servers + count > maxServers) {
    const most = `${maxServers} are as many as may be`
    throw new BadInputError(`servers.add: the cluster has ${servers} servers, and with ${count} more too many; ${most}`)
  }
  const added = Array.from({ length: count }, (_, index) => addressBeside(cluster.nodes, `server:${servers + index}`))
  const nodes = added.map(({ id }) => id)
  const through = await readyServer(cluster, nodes[0]!)
  session.awaiting(`the container of ${nodes.join(' and ')}`)
  for (const address of added) await cluster.createJoiner(address, through)
  // From here on all that asks for the cluster's servers means these too.
  cluster.nodes.push(...added)
  cluster.topology = { ...cluster.topology, servers: servers + count }
  for (const address of added)
    cluster.observer.meet(address, cluster.distribution.ports.api, memberIds(cluster.topology).includes(address.id))
  using _members = watchMembers(session)
  for (const { id, ip } of added) record({ type: 'addition', node: id, ip, through })
  await Promise.all(nodes.map(node => cluster.node(node).start()))
  const followed = nodes.map(node => {
    const allowance = {
      limitMs: scenario.limits.joinMs ?? longestReturnMs(cluster),
      stages: joinStagesOf(cluster.topology, node),
    }
    return followReturn(session, node, allowance)
  })
  await Promise.all([admitServers(session, nodes), ...followed])
  return nodes
}
