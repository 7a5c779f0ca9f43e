import type { Rule } from '../rule.ts'

export const singleDatastoreInstance: Rule = {
  severity: 'warning',
  why: 'All servers depend on it: while it is down there are no writes and no quorum reads, and after 10 s every server that holds a lease ends.',
  source: 'k3s documentation: High Availability External DB; k3s issues 2615 and 4598',
  advice: 'In production use a database that fails over by itself, or etcd with three members.',
  look: ({ topology }) =>
    topology?.datastore === 'postgres' || topology?.datastore === 'mysql'
      ? [{ subject: 'datastore', found: `One instance of ${topology.datastore} keeps all state.` }]
      : [],
}
