import { expect, test } from 'vitest'
import { lint } from '../../topology/lint/lint.ts'
import { planOf } from '../../topology/lint/plan-of.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { campaign } from '../__fixtures__/campaign.ts'
import { risks } from './risks.ts'

const [report] = campaign().reports
const topology = parseTopology({ servers: 2, loadBalancer: { tlsSan: false } }, 'test')

test('what was found, why, and what to do; what may fail beneath', () => {
  const text = risks({ ...report!, lint: lint(planOf(topology), ['no-tls-san']) }).toString()
  expect(text.match(/<th scope="row">.*?<\/th>/g)).toMatchInlineSnapshot(`
    [
      "<th scope="row">The servers&#39; certificates do not name the load balancer.<small>no-tls-san, loadBalancer.tlsSan, allowed by the scenario</small></th>",
      "<th scope="row">2 servers with embedded etcd: none of them may fail.<small>two-servers, servers</small></th>",
      "<th scope="row">One load balancer stands before all servers.<small>single-load-balancer, loadBalancer</small></th>",
    ]
  `)
  expect(text.match(/<dt>.*?<\/dd>/g)).toMatchInlineSnapshot(`
    [
      "<dt>servers</dt><dd>none of 2 may fail</dd>",
      "<dt>etcd members</dt><dd>none of 2 may fail</dd>",
      "<dt>load balancer</dt><dd>none of 1 may fail</dd>",
      "<dt>CoreDNS</dt><dd>none: the cluster has no DNS</dd>",
    ]
  `)
})

test('a record from before there was a lint has no such section', () => {
  expect(risks({ ...report!, lint: [] }).toString()).toBe('')
})
