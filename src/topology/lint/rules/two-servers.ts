import type { Rule } from '../rule.ts'

export const twoServers: Rule = {
  severity: 'warning',
  why: 'Both must live: when either fails etcd has no majority, and the cluster takes no writes. One server alone fails half as often.',
  source: 'etcd FAQ: What is failure tolerance? Also k3s issues 5969 and 10902, where two servers met one failure.',
  advice: 'Use three servers, or a datastore outside of them.',
  look: ({ topology }) =>
    topology?.datastore === 'embedded-etcd' && topology.servers === 2
      ? [{ subject: 'servers', found: '2 servers with embedded etcd: none of them may fail.' }]
      : [],
}
