import { BadInputError } from '../base/errors.ts'
import { replace } from '../faults/replace.ts'
import type { Selector } from '../faults/select-node.ts'
import { memberIds } from '../topology/nodes-of.ts'
import { admitServers } from './admit-servers.ts'
import { injectFault } from './inject-fault.ts'
import type { Session } from './session.ts'
import { watchMembers } from './watch-members.ts'

/** Replaces a server by a new one of its name and address, and waits until that serves in every respect. */
export async function replaceServer(session: Session, selector: Selector): Promise<void> {
  const { topology } = session.cluster
  const members = memberIds(topology).length
  if (topology.servers < 2 || (topology.datastore === 'embedded-etcd' && members < 3)) {
    throw new BadInputError(`servers.replace: ${topology.servers} servers do not stand the loss of one`, {
      hint: "write needs: { servers: '>=3' }",
    })
  }
  using _members = watchMembers(session)
  const [replacement] = await injectFault(session, replace, selector)
  if (replacement === undefined) return
  await replacement.heal()
  await Promise.all([admitServers(session, [replacement.node]), replacement.returned])
}
