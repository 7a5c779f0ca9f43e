import type { NodePaths } from '../node-paths.ts'

/** What the harness lays for kubeadm, and what kubeadm makes of it. */
export const kubeadmSettings = '/etc/kubeadm'
export const kubeadmPki = '/etc/kubernetes/pki'
/** Archives that each start imports. */
export const kubeadmImages = '/var/lib/holdfast/images'
/** Of the apiserver, on a volume. */
export const kubeadmAuditLogs = '/var/log/kubernetes'

export const kubeadmPaths: NodePaths = {
  configuration: `${kubeadmSettings}/config.yaml`,
  // Of system:masters, as only the first server has it: that of admin.conf has its rights by RBAC, which an apiserver that
  // has just started has not read yet, and answers 403.
  kubeconfig: '/etc/kubernetes/super-admin.conf',
  etcd: {
    ca: `${kubeadmPki}/etcd/ca.crt`,
    cert: `${kubeadmPki}/etcd/healthcheck-client.crt`,
    key: `${kubeadmPki}/etcd/healthcheck-client.key`,
  },
  auditLog: `${kubeadmAuditLogs}/audit.log`,
  data: ['/var/lib/etcd', '/var/lib/kubelet', '/var/lib/containerd'],
  laid: [],
  datastore: '/var/lib/etcd',
}
