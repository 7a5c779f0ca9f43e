import type { Rule } from '../rule.ts'

export const singleServer: Rule = {
  severity: 'warning',
  why: 'While it is down there is no API: nothing is scheduled, moved or healed. Running pods go on.',
  source: 'k3s documentation: High Availability Embedded etcd',
  advice: 'Use three servers with embedded etcd, or two with a datastore outside of them.',
  look: ({ topology }) =>
    topology?.servers === 1 ? [{ subject: 'servers', found: '1 server: it may not fail.' }] : [],
}
