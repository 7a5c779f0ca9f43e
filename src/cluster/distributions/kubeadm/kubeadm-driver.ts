import type { DistributionDriver } from '../driver.ts'
import { drawKubeadmSecrets, secretsOf, tokenId } from './drawn-secrets.ts'
import { etcdctl } from './etcdctl.ts'
import { archiveOf, filesOf } from './files.ts'
import { serving } from './serving.ts'

/** Nodes whose first process runs the real kubeadm, once, by the configuration that it finds (docs/kubeadm.md). */
export const kubeadmDriver: DistributionDriver = {
  drawSecrets: drawKubeadmSecrets,

  container: (context, node) => ({ tmpfs: ['/run'], files: filesOf(context, node) }),

  // A joiner that comes before the first one waits for it, and etcd takes one learner at a time.
  othersStart: () => 'when-joinable',

  // What joiners ask first: it shows that the API, etcd and the controller manager, which signs, are there.
  joinable: cluster => ({
    what: 'the bootstrap configuration',
    stage: 'joinable',
    path: '/api/v1/namespaces/kube-public/configmaps/cluster-info',
    expect(body) {
      const { data = {} } = JSON.parse(body) as { data?: Record<string, string> }
      if (!(`jws-kubeconfig-${tokenId(secretsOf(cluster))}` in data)) throw new Error('it is not signed yet')
    },
  }),

  serving: () => serving,

  importPodImage: role => ['ctr', '--namespace', 'k8s.io', 'images', 'import', archiveOf(role)],

  // etcd lists ids in hexadecimal digits to people, and takes no others from them.
  removeMember: member => etcdctl('member', 'remove', BigInt(member).toString(16)),

  disarmAlarm: etcdctl('alarm', 'disarm'),

  // Static pods start by the kubelet alone.
  refusedFiles: [{ path: '/etc/default/kubelet', mode: 0o644, content: 'KUBELET_EXTRA_ARGS=--no-such-flag\n' }],
}
