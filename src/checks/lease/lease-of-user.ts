/** Service accounts as which kube-controller-manager runs its controllers, beside those whose name ends in `-controller`. */
const otherControllers: ReadonlySet<string> = new Set([
  'generic-garbage-collector',
  'horizontal-pod-autoscaler',
  'legacy-service-account-token-cleaner',
  'persistent-volume-binder',
  'pod-garbage-collector',
  'root-ca-cert-publisher',
])
/** What ends so and belongs to the cloud controller manager. */
const cloudControllers: ReadonlySet<string> = new Set([
  'cloud-node-controller',
  'route-controller',
  'service-controller',
])
const serviceAccount = 'system:serviceaccount:kube-system:'

/** The lease under which a user of the API acts, if it is one that only a lease's holder may be. */
export function leaseOfUser(user: string): string | undefined {
  if (user === 'system:kube-scheduler') return 'kube-scheduler'
  if (user === 'system:kube-controller-manager') return 'kube-controller-manager'
  if (!user.startsWith(serviceAccount)) return undefined
  const name = user.slice(serviceAccount.length)
  const own = otherControllers.has(name) || (name.endsWith('-controller') && !cloudControllers.has(name))
  return own ? 'kube-controller-manager' : undefined
}
