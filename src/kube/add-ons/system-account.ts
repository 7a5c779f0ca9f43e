import type { V1PolicyRule } from '@kubernetes/client-node'
import type { Kube } from '../kube-client.ts'
import { unlessPresent } from '../unless-present.ts'

/** Where add-ons live, as distributions place their own. */
export const systemNamespace = 'kube-system'

/** Creates an account of this name, and a role `system:NAME` with these rules for it; harmless when they exist. */
export async function createSystemAccount({ core, rbac }: Kube, name: string, rules: V1PolicyRule[]): Promise<void> {
  const role = `system:${name}`
  const account = { metadata: { name } }
  await unlessPresent(core.createNamespacedServiceAccount({ namespace: systemNamespace, body: account }))
  await unlessPresent(rbac.createClusterRole({ body: { metadata: { name: role }, rules } }))
  await bindClusterRole({ rbac }, name, role, role)
}

/** Gives an account of {@link systemNamespace} a role of the whole cluster. */
export const bindClusterRole = ({ rbac }: Pick<Kube, 'rbac'>, account: string, role: string, name: string) =>
  unlessPresent(
    rbac.createClusterRoleBinding({
      body: {
        metadata: { name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
        subjects: [subjectOf(account)],
      },
    }),
  )

export const subjectOf = (account: string) => ({
  kind: 'ServiceAccount',
  name: account,
  namespace: systemNamespace,
})
