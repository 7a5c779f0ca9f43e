import type { CriticalFlag, NodeFlags } from '../node-flags.ts'

const off: CriticalFlag = { kind: 'switch', absent: 'false' }
const text = (absent: string): CriticalFlag => ({ kind: 'text', absent })
const list = (absent: CriticalFlag['absent']): CriticalFlag => ({ kind: 'list', absent })

/** Of a network the address that the cluster's DNS has unless another is named. */
function tenthAddress(network: string): string {
  const [address = ''] = network.split('/')
  return address.endsWith('::') ? `${address}a` : address.replace(/\d+$/, last => String(Number(last) + 10))
}

/** Flags of `k3s server` and `k3s agent`. */
export const k3sFlags: NodeFlags = {
  // Also addresses with a password.
  secret: /^--(?:(?:agent-)?token|etcd-s3-(?:access-key|secret-key|session-token)|vpn-auth)(?:=|$)|:\/\/[^/@]*:[^/@]+@/,
  audit: /^--kube-apiserver-arg=audit-/,
  // What is compared when a server joins, or whose documentation wants it equal, with k3s' defaults (k3s-contract, section 2).
  critical: {
    flags: {
      'agent-token-file': text(''),
      'cluster-cidr': list('10.42.0.0/16'),
      'cluster-dns': list(effective => effective('service-cidr').split(',').map(tenthAddress).join()),
      'cluster-domain': text('cluster.local'),
      'disable-cloud-controller': off,
      'disable-helm-controller': off,
      'disable-kube-proxy': off,
      'disable-network-policy': off,
      'egress-selector-mode': text('agent'),
      'embedded-registry': off,
      'flannel-backend': text('vxlan'),
      'flannel-external-ip': off,
      'flannel-ipv6-masq': off,
      'secrets-encryption': off,
      'secrets-encryption-provider': text('aescbc'),
      'service-cidr': list('10.43.0.0/16'),
      'supervisor-metrics': off,
    },
    // Of the parts that can be disabled only this one is compared.
    words: [{ flag: 'disable', word: 'servicelb' }],
  },
  whenUnequal: {
    why: "A server that joins with other critical flags ends with 'critical configuration value mismatch'; with a datastore outside nobody compares them, and the servers work against each other.",
    source: 'k3s documentation: k3s server, critical configuration values; k3s pkg/daemons/config/types.go',
  },
}
