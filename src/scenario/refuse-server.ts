import { BadInputError } from '../base/errors.ts'
import { pause } from '../base/wait-until.ts'
import type { JoinDefect } from '../cluster/distributions/driver.ts'
import { readyServer } from '../cluster/ready-server.ts'
import { addressBeside } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Session } from './session.ts'
import { watchMembers } from './watch-members.ts'

// A server that is refused ends within some 5 s; its restart policy lets it try again and again.
const triesMs = 30_000

/** Starts a server that the cluster must refuse, lets it try for a while, and removes it. */
export async function refuseServer(session: Session, defect: JoinDefect): Promise<void> {
  const { cluster, record, signal, keepWords } = session
  const content = cluster.driver.refusedJoiner?.[defect](cluster.token)
  if (content === undefined)
    throw new BadInputError(
      `servers.refuse: nobody knows how ${cluster.distribution.name} refuses a server for its ${defect}`,
    )
  const node: NodeId = `server:${cluster.topology.servers}`
  const address = addressBeside(cluster.nodes, node)
  const through = await readyServer(cluster, node)
  const refused = await cluster.createJoiner(address, through)
  using _members = watchMembers(session)
  try {
    await refused.writeFiles({ path: cluster.distribution.paths.configuration, mode: 0o600, content })
    record({ type: 'intruder', node, ip: address.ip, through, defect })
    await refused.start()
    session.awaiting(`${node} to be refused`)
    await pause(triesMs, signal)
    await keepWords(node)
  } finally {
    await refused.remove().finally(() => cluster.containers.delete(node))
  }
}
