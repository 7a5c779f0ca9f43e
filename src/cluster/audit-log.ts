import { stringify } from 'yaml'
import { distributionOf } from '../distributions/distribution-of.ts'
import type { NodeId } from '../topology/node-id.ts'
import { extraArgsOf } from '../topology/select-nodes.ts'
import type { Topology } from '../topology/topology.ts'

/**
 * What an apiserver writes down: acts of the components that hold leases, once each is answered. The controllers of a
 * kube-controller-manager act under service accounts of their own. No reads, no events: nobody's safety rests on them.
 */
export const auditPolicy = stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted', 'Panic'],
  rules: [
    { level: 'None', verbs: ['get', 'list', 'watch'] },
    {
      level: 'None',
      resources: [
        { group: '', resources: ['events'] },
        { group: 'events.k8s.io', resources: ['events'] },
      ],
    },
    { level: 'Metadata', users: ['system:kube-scheduler', 'system:kube-controller-manager'] },
    { level: 'Metadata', userGroups: ['system:serviceaccounts:kube-system'] },
    { level: 'None' },
  ],
})

/** Whether a server keeps our audit log: a user's own audit arguments stand alone, as ours would only half apply. */
export const keepsAuditLog = (topology: Topology, server: NodeId): boolean =>
  !extraArgsOf(topology, server).some(argument => distributionOf(topology).flags.audit.test(argument))

/** Where this server keeps it; undefined when the user set up another. */
export const auditLogOf = (topology: Topology, server: NodeId): string | undefined =>
  keepsAuditLog(topology, server) ? distributionOf(topology).paths.auditLog : undefined
