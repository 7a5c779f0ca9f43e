import { expect, test } from 'vitest'
import { lint } from '../topology/lint/lint.ts'
import { planOf } from '../topology/lint/plan-of.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { lintText } from './lint-text.ts'

const plain = { colour: false, width: 100 }
const topology = parseTopology(
  { servers: 2, extraArgs: [{ nodes: 'server:1', args: ['--cluster-cidr=10.1.0.0/16'] }] },
  'test',
)

test('what stops a run comes first, then risks, then what may fail', () => {
  expect(lintText(lint(planOf(topology)), plain)).toMatchInlineSnapshot(`
    "✗ unequal-critical-flags  --cluster-cidr
      server:0: not set, but server:1: 10.1.0.0/16.
      why      A server that joins with other critical flags ends with 'critical configuration value
               mismatch'; with a datastore outside nobody compares them, and the servers work against
               each other.
      do       Give all servers the same: write the flag with nodes 'server:*'.
      source   k3s documentation: k3s server, critical configuration values; k3s
               pkg/daemons/config/types.go

    ! two-servers  servers
      2 servers with embedded etcd: none of them may fail.
      why      Both must live: when either fails etcd has no majority, and the cluster takes no writes.
               One server alone fails half as often.
      do       Use three servers, or a datastore outside of them.
      source   etcd FAQ: What is failure tolerance? Also k3s issues 5969 and 10902, where two servers
               met one failure.

    ! single-load-balancer  loadBalancer
      One load balancer stands before all servers.
      why      When it fails no client reaches any server, however many live. Agents that have joined go
               on: they know all servers.
      do       Use two that share an address, as kind 'haproxy+keepalived' does.
      source   k3s documentation: Cluster Load Balancer, which calls a single nginx 'a single point of
               failure'

    What may fail at a time
      servers        none of 2 may fail
      etcd members   none of 2 may fail
      load balancer  none of 1 may fail
      CoreDNS        none: the cluster has no DNS

    1 error, 2 warnings: it is not run."
  `)
})

test('nothing to say', () => {
  expect(lintText([], plain)).toBe('Nothing to say against it.')
})

test('colour only where it is wanted, and no line wider than the terminal', () => {
  const findings = lint(planOf(topology))
  expect(lintText(findings, { colour: true, width: 60 })).toContain('\u001b[31m✗')
  for (const line of lintText(findings, { ...plain, width: 60 }).split('\n'))
    expect(line.length).toBeLessThanOrEqual(60)
})
