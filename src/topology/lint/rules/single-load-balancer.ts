import type { Rule } from '../rule.ts'

export const singleLoadBalancer: Rule = {
  severity: 'warning',
  why: 'When it fails no client reaches any server, however many live. Agents that have joined go on: they know all servers.',
  source: "k3s documentation: Cluster Load Balancer, which calls a single nginx 'a single point of failure'",
  advice: "Use two that share an address, as kind 'haproxy+keepalived' does.",
  look: ({ topology }) =>
    topology?.balancers === 1
      ? [{ subject: 'loadBalancer', found: 'One load balancer stands before all servers.' }]
      : [],
}
