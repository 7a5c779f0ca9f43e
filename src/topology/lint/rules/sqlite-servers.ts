import type { Rule } from '../rule.ts'

export const sqliteServers: Rule = {
  severity: 'error',
  why: 'SQLite is a file on one server: every server would have a cluster of its own.',
  source: 'k3s documentation: Cluster Datastore',
  advice: "Use one server, or datastore 'embedded-etcd'.",
  look: ({ topology }) =>
    topology?.datastore === 'sqlite' && topology.servers > 1
      ? [{ subject: 'datastore', found: `sqlite with ${topology.servers} servers.` }]
      : [],
}
