import { poolSightings } from '../pool-sightings.ts'
import type { Rule } from '../rule.ts'

export const tcpCheckOnly: Rule = {
  severity: 'warning',
  why: 'The kernel of a frozen server goes on to take connections, so the check passes while every client that is sent there hangs. A server cut from its peers looks well, too.',
  source: 'measured in load balancer cells: a TCP check does not see a pause at all; kube-hetzner issue 2176',
  advice:
    "Ask '/readyz?exclude=etcd&exclude=etcd-readiness' with a client certificate, as the preset 'tuned' of haproxy does.",
  look: plan =>
    poolSightings(plan, ({ check }) =>
      check.kind === 'tcp' ? 'The health check only opens a connection.' : undefined,
    ),
}
