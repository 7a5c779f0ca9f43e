import { randomBytes } from 'node:crypto'
import { stringify } from 'yaml'
import { shell } from '../../../base/shell.ts'
import { k3sConfigurations } from '../../../distributions/k3s/paths.ts'
import { roleOf } from '../../../topology/node-id.ts'
import type { DistributionDriver } from '../driver.ts'
import { agentCommand, serverCommand } from './arguments.ts'
import { countedStarts } from './counted-starts.ts'
import { archiveOf, filesOf } from './files.ts'
import { servingOf } from './serving.ts'
import { basic, k3sTokenRotation } from './token-rotation.ts'

/** `rancher/k3s` as its documentation and sources describe it; nothing here knows which image answers. */
export const k3sDriver: DistributionDriver = {
  container: (context, node) => ({
    command: (roleOf(node.id) === 'agent' ? agentCommand : serverCommand)(context, node),
    tmpfs: ['/run', '/var/run'],
    files: filesOf(context, node),
  }),

  // kine's lists miss what others write at that moment (docs/datastores.md): who starts beside a server that fills an empty
  // database may wait forever for what it never sees.
  othersStart: datastore =>
    datastore === 'embedded-etcd'
      ? 'when-joinable'
      : datastore === 'postgres' || datastore === 'mysql'
        ? 'when-first-ready'
        : 'at-once',

  joinable: ({ token }) => ({
    what: 'etcd',
    stage: 'etcd-answers',
    path: '/db/info',
    authorization: basic('server', token),
  }),

  serving: servingOf,

  importPodImage: role => ['k3s', 'ctr', '--namespace', 'k8s.io', 'images', 'import', archiveOf(role)],

  // A server that starts clears all alarms (k3s-contract 5.6). In the background: the command itself must have ended well
  // when the node does.
  disarmAlarm: shell('(sleep 1; kill -9 -1) > /dev/null 2>&1 &'),

  tokenRotation: k3sTokenRotation,

  // A value that no version has: of a file unknown keys are skipped, unlike on the command line (k3s-contract 2).
  refusedFiles: [
    { path: `${k3sConfigurations}/90-refused.yaml`, mode: 0o600, content: 'egress-selector-mode: nobody\n' },
  ],

  refuseEveryThirdStart: countedStarts('/bin/k3s', '/var/holdfast'),

  refusedJoiner: {
    token: () => stringify({ token: randomBytes(16).toString('hex') }),
    'cluster-cidr': token => stringify({ token, 'cluster-cidr': '10.99.0.0/16' }),
  },
}
