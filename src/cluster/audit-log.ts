import { stringify } from 'yaml'

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

/** Flags of an apiserver that set up an audit log; with one of them among a user's own, ours would only half apply. */
export const isAuditFlag = (argument: string): boolean => /^--kube-apiserver-arg=audit-/.test(argument)
