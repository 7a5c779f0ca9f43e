import { extraArgsOf } from '../../../topology/select-nodes.ts'
import { auditLogOf } from '../../audit-log.ts'
import { timingOf } from '../../timing.ts'
import type { NodeContext } from '../node-context.ts'
import { auditPolicyFile } from './audit.ts'

/** One argument as kubeadm's configuration has it. */
export interface ExtraArg {
  name: string
  value: string
}

const written = (settings: Record<string, string>): ExtraArg[] =>
  Object.entries(settings).map(([name, value]) => ({ name, value }))

/** A user's own for a part: `--kube-apiserver-arg=NAME=VALUE`. They come last, so that they win. */
export function ownArgs(args: readonly string[], part: string): ExtraArg[] {
  const before = `--${part}-arg=`
  return args
    .filter(argument => argument.startsWith(before))
    .map(argument => {
      const [name = '', ...value] = argument.slice(before.length).split('=')
      return { name, value: value.join('=') }
    })
}

/** What each part of the control plane is told, on every server alike. */
export function componentArgs({
  topology,
}: NodeContext): Record<'apiserver' | 'controllerManager' | 'scheduler' | 'etcd', ExtraArg[]> {
  const { apiserver, controllerManager } = timingOf(topology.timing)
  const own = extraArgsOf(topology, 'server:0')
  const auditLog = auditLogOf(topology, 'server:0')
  const audit = auditLog === undefined ? {} : { 'audit-log-path': auditLog, 'audit-policy-file': auditPolicyFile }
  return {
    apiserver: [...written({ ...apiserver, ...audit }), ...ownArgs(own, 'kube-apiserver')],
    controllerManager: [...written(controllerManager), ...ownArgs(own, 'kube-controller-manager')],
    scheduler: ownArgs(own, 'kube-scheduler'),
    etcd: ownArgs(own, 'etcd'),
  }
}
