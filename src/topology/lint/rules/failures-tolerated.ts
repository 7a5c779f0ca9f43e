import { toleratedLoss } from '../../quorum.ts'
import type { Plan, PlannedTopology } from '../plan.ts'
import type { Rule, Sighting } from '../rule.ts'

/** Always told: how many of each part may fail at a time. */
export const failuresTolerated: Rule = {
  severity: 'info',
  why: 'More than these at a time, and clients notice until somebody acts or the parts come back.',
  source: 'etcd FAQ: What is failure tolerance?',
  advice: 'Hold it against what you must survive.',
  look: ({ topology }: Plan) => (topology === undefined ? [] : partsOf(topology)),
}

const partsOf = (topology: PlannedTopology): Sighting[] => [
  { subject: 'servers', found: mayFail(topology.servers, serversSpare(topology)) },
  ...datastoreParts(topology),
  topology.balancers === 0
    ? { subject: 'load balancer', found: 'none: clients know server 0 alone' }
    : { subject: 'load balancer', found: mayFail(topology.balancers, topology.balancers - 1) },
  topology.coredns === 0
    ? { subject: 'CoreDNS', found: 'none: the cluster has no DNS' }
    : { subject: 'CoreDNS', found: mayFail(topology.coredns, topology.coredns - 1) },
]

/** With a datastore of its own any one server is enough. */
const serversSpare = ({ datastore, servers }: PlannedTopology): number =>
  datastore === 'embedded-etcd' ? toleratedLoss(servers) : servers - 1

const datastoreParts = ({ members, datastore }: PlannedTopology): Sighting[] =>
  members === 0
    ? [{ subject: datastore, found: mayFail(1, 0) }]
    : [{ subject: 'etcd members', found: mayFail(members, toleratedLoss(members)) }]

const mayFail = (count: number, spare: number): string => `${spare === 0 ? 'none' : spare} of ${count} may fail`
