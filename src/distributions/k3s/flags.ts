import type { NodeFlags } from '../node-flags.ts'

/** Flags of `k3s server` and `k3s agent`. */
export const k3sFlags: NodeFlags = {
  // Also addresses with a password.
  secret: /^--(?:(?:agent-)?token|etcd-s3-(?:access-key|secret-key|session-token)|vpn-auth)(?:=|$)|:\/\/[^/@]*:[^/@]+@/,
  audit: /^--kube-apiserver-arg=audit-/,
  // What is compared when a server joins, or whose documentation wants it equal (k3s-contract, section 2).
  critical: {
    flags: [
      'agent-token-file',
      'cluster-cidr',
      'cluster-dns',
      'cluster-domain',
      'disable-cloud-controller',
      'disable-helm-controller',
      'disable-kube-proxy',
      'disable-network-policy',
      'egress-selector-mode',
      'embedded-registry',
      'flannel-backend',
      'flannel-external-ip',
      'flannel-ipv6-masq',
      'secrets-encryption',
      'secrets-encryption-provider',
      'service-cidr',
      'supervisor-metrics',
    ],
    // Of the parts that can be disabled only this one is compared.
    words: [{ flag: 'disable', word: 'servicelb' }],
  },
  whenUnequal: {
    why: "A server that joins with other critical flags ends with 'critical configuration value mismatch'; with a datastore outside nobody compares them, and the servers work against each other.",
    source: 'k3s documentation: k3s server, critical configuration values; k3s pkg/daemons/config/types.go',
  },
}
