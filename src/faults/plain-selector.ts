import { FaultError } from '../base/errors.ts'
import { memberIds } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'
import type { PlainSelector, Selector } from './select-node.ts'

/**
 * What a selector means on this topology. The server that leads is the one whose loss costs most: etcd's leader where
 * servers are its members, else the holder of the scheduler's lease; of one server, that one, which holds no lease.
 * @throws FaultError for a role that nobody can have here
 */
export function plainSelector(selector: Selector, topology: Topology): PlainSelector {
  const members = memberIds(topology)
  if (selector === 'leading-server') {
    if (topology.servers === 1) return 'server:0'
    return members.includes('server:0') ? 'leader' : 'lease:kube-scheduler'
  }
  if ((selector === 'leader' || selector === 'follower') && members.length === 0) {
    throw new FaultError(`there is no ${selector} to break: ${topology.datastore} elects none`, {
      hint: "let the scenario say what it needs: datastore: ['embedded-etcd', 'external-etcd']",
    })
  }
  return selector
}
