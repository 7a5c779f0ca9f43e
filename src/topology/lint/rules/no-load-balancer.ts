import type { Rule } from '../rule.ts'

export const noLoadBalancer: Rule = {
  severity: 'warning',
  why: 'Clients have the address of server 0. When it fails they are cut off, although the cluster may be well.',
  source: 'k3s documentation: Cluster Load Balancer',
  advice: 'Put a load balancer before the servers.',
  look: ({ topology }) =>
    topology?.balancers === 0 && topology.servers > 1
      ? [{ subject: 'loadBalancer.kind', found: 'No load balancer: clients go to server 0.' }]
      : [],
}
