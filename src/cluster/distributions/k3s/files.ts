import { stringify } from 'yaml'
import { k3sImages, k3sKubeletDropIns, k3sPaths } from '../../../distributions/k3s/paths.ts'
import type { NodeAddress } from '../../../topology/addresses.ts'
import { roleOf } from '../../../topology/node-id.ts'
import { auditPolicy } from '../../audit-log.ts'
import { kubeletConfiguration, timingOf } from '../../timing.ts'
import type { NodeContext, NodeFile, PodImage } from '../node-context.ts'
import { auditPolicyFile } from './arguments.ts'
import { datastoreFiles, datastoreSettings } from './datastore-settings.ts'

/** Where the archive of a pods' image lies. */
export const archiveOf = (role: PodImage['role']): string => `${k3sImages}/${role}.tar`

/** What is laid into a node of k3s before its first start. */
export function filesOf(context: NodeContext, node: NodeAddress): NodeFile[] {
  const { kubelet } = timingOf(context.topology.timing)
  const dropIn = stringify({ ...kubeletConfiguration, ...kubelet })
  const isAgent = roleOf(node.id) === 'agent'
  const settings = { token: context.token, ...(isAgent ? {} : datastoreSettings(context)) }
  return [
    { path: k3sPaths.configuration, mode: 0o600, content: stringify(settings), directoryMode: 0o700 },
    ...context.podImages.map(({ role, archive }) => ({ path: archiveOf(role), mode: 0o600, content: archive })),
    ...(Object.keys(kubelet).length > 0
      ? [{ path: `${k3sKubeletDropIns}/50-timing.conf`, mode: 0o600, content: dropIn }]
      : []),
    ...(isAgent ? [] : [{ path: auditPolicyFile, mode: 0o600, content: auditPolicy }, ...datastoreFiles(context)]),
  ]
}
