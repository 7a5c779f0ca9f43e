import { randomBytes } from 'node:crypto'
import { stringify } from 'yaml'
import { pause } from '../base/wait-until.ts'
import { readyServer } from '../cluster/ready-server.ts'
import { addressBeside } from '../topology/addresses.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Session } from './session.ts'
import { watchMembers } from './watch-members.ts'

/** What is wrong about a server that the cluster must refuse. */
export const defects = {
  /** Another token than the cluster's. */
  token: () => ({ token: randomBytes(16).toString('hex') }),
  /** A setting that must be the same on all servers: another range of pod addresses. */
  'cluster-cidr': (token: string) => ({ token, 'cluster-cidr': '10.99.0.0/16' }),
}

export type JoinDefect = keyof typeof defects

// A server that is refused ends within some 5 s; its restart policy lets it try again and again.
const triesMs = 30_000

/** Starts a server that the cluster must refuse, lets it try for a while, and removes it. */
export async function refuseServer(session: Session, defect: JoinDefect): Promise<void> {
  const { cluster, record, signal, keepWords } = session
  const node: NodeId = `server:${cluster.topology.servers}`
  const address = addressBeside(cluster.nodes, node)
  const through = await readyServer(cluster, node)
  const refused = await cluster.createJoiner(address, through)
  const content = stringify(defects[defect](cluster.token))
  using _members = watchMembers(session)
  try {
    await refused.writeFiles({ path: cluster.distribution.paths.configuration, mode: 0o600, content })
    record({ type: 'intruder', node, ip: address.ip, through, defect })
    await refused.start()
    session.awaiting(`${node} to be refused`)
    await pause(triesMs, signal)
    await keepWords(node)
  } finally {
    await refused.remove()
    cluster.containers.delete(node)
  }
}
