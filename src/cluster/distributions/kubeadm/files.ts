import { kubeadmImages, kubeadmPaths, kubeadmSettings } from '../../../distributions/kubeadm/paths.ts'
import type { NodeAddress } from '../../../topology/addresses.ts'
import { roleOf } from '../../../topology/node-id.ts'
import { auditPolicy } from '../../audit-log.ts'
import type { NodeContext, NodeFile, PodImage } from '../node-context.ts'
import { auditPolicyFile } from './audit.ts'
import { configurationOf } from './configuration.ts'
import { secretsOf } from './drawn-secrets.ts'

/** Where the archive of a pods' image lies. */
export const archiveOf = (role: PodImage['role']): string => `${kubeadmImages}/${role}.tar`

/** What is laid into a node of kubeadm before its first start. */
export function filesOf(context: NodeContext, node: NodeAddress): NodeFile[] {
  const { caCert, caKey } = secretsOf(context)
  const founds = node.id === 'server:0' && context.through === undefined
  return [
    { path: kubeadmPaths.configuration, mode: 0o600, content: configurationOf(context, node) },
    ...context.podImages.map(({ role, archive }) => ({ path: archiveOf(role), mode: 0o600, content: archive })),
    ...(roleOf(node.id) === 'server' ? [{ path: auditPolicyFile, mode: 0o600, content: auditPolicy }] : []),
    // The others get it from the first one, by way of the API.
    ...(founds
      ? [
          { path: `${kubeadmSettings}/pki/ca.crt`, mode: 0o644, content: caCert },
          { path: `${kubeadmSettings}/pki/ca.key`, mode: 0o600, content: caKey },
        ]
      : []),
  ]
}
