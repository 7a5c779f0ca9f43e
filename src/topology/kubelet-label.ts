const reserved = /(^|\.)(kubernetes|k8s)\.io$/
const ownNamespaces = /(^|\.)(node|kubelet)\.kubernetes\.io$/
const own = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
])

/**
 * Whether a kubelet sets this label, `key=value`, on its own Node. It ends with an error over any other of Kubernetes'
 * own, such as a role (kubelet's --node-labels).
 */
export function kubeletSets(label: string): boolean {
  const [key = ''] = label.split('=')
  const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : ''
  return !reserved.test(namespace) || ownNamespaces.test(namespace) || own.has(key)
}
