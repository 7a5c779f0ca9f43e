import type { Rule } from '../rule.ts'

export const singleCoredns: Rule = {
  severity: 'warning',
  why: 'The loss of its server takes the DNS of the whole cluster away until the pod is replaced: under the default timers up to 355 s.',
  source: 'k3s issues 1606, 3092 and 5299; Kubernetes: node-monitor-grace-period and the default toleration of 300 s',
  advice: 'Run two replicas on different nodes.',
  look: ({ topology }) =>
    topology?.coredns === 1 ? [{ subject: 'addOns.coredns', found: 'CoreDNS has one replica.' }] : [],
}
