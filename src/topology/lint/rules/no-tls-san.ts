import type { Rule } from '../rule.ts'

export const noTlsSan: Rule = {
  severity: 'error',
  why: ({ name }) =>
    `${name} adds no name to its certificate by itself, so every client that comes by the load balancer ends with a certificate error.`,
  source: 'k3s documentation: Cluster Load Balancer; k3s issues 5159 and 9257',
  advice: "Leave loadBalancer.tlsSan out, or give every server '--tls-san' with the load balancer's name and address.",
  look: ({ topology }) =>
    topology !== undefined && topology.balancers > 0 && !topology.tlsSan
      ? [{ subject: 'loadBalancer.tlsSan', found: "The servers' certificates do not name the load balancer." }]
      : [],
}
