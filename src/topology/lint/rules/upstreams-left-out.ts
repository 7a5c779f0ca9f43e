import type { Rule } from '../rule.ts'

export const upstreamsLeftOut: Rule = {
  severity: 'warning',
  why: 'Clients notice when the servers that they can reach are lost, however many others live.',
  source: 'k3s documentation: Cluster Load Balancer; a planted defect of this project',
  advice: 'Leave loadBalancer.upstreams out, so that all servers are upstreams.',
  look: ({ topology }) =>
    topology === undefined || topology.balancers === 0 || topology.upstreams.length >= topology.servers
      ? []
      : [
          {
            subject: 'loadBalancer.upstreams',
            found: `The balancer knows ${topology.upstreams.join(', ')} alone, of ${topology.servers} servers.`,
          },
        ],
}
