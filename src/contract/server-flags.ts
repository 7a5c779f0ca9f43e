const switches = [
  ...['cluster-init', 'cluster-reset', 'kine-tls', 'tls-san-security', 'with-node-id', 'flannel-ipv6-masq'],
  ...['flannel-external-ip', 'disable-cloud-controller', 'disable-helm-controller', 'disable-network-policy'],
  ...['disable-kube-proxy', 'disable-scheduler', 'disable-apiserver', 'disable-controller-manager', 'disable-etcd'],
  ...['disable-agent', 'embedded-registry', 'secrets-encryption', 'supervisor-metrics', 'etcd-expose-metrics'],
  ...['etcd-disable-snapshots', 'etcd-snapshot-compress', 'etcd-s3', 'selinux', 'debug', 'alsologtostderr'],
  ...['enable-pprof', 'rootless', 'docker', 'prefer-bundled-bin'],
]

const texts = [
  ...['server', 'token', 'token-file', 'agent-token', 'agent-token-file', 'cluster-reset-restore-path'],
  ...['datastore-endpoint', 'datastore-cafile', 'datastore-certfile', 'datastore-keyfile', 'data-dir'],
  ...['bind-address', 'advertise-address', 'tls-san', 'node-name', 'node-ip', 'node-external-ip', 'node-label'],
  ...['node-taint', 'kubelet-arg', 'kube-proxy-arg', 'kube-apiserver-arg', 'kube-controller-manager-arg'],
  ...['kube-scheduler-arg', 'kube-cloud-controller-manager-arg', 'etcd-arg', 'cluster-cidr', 'service-cidr'],
  ...['cluster-dns', 'cluster-domain', 'service-node-port-range', 'flannel-backend', 'flannel-iface'],
  ...['flannel-conf', 'egress-selector-mode', 'disable', 'secrets-encryption-provider', 'etcd-snapshot-name'],
  ...['etcd-snapshot-schedule-cron', 'etcd-snapshot-dir', 'etcd-s3-endpoint', 'etcd-s3-bucket', 'etcd-s3-region'],
  ...['etcd-s3-folder', 'write-kubeconfig', 'write-kubeconfig-mode', 'write-kubeconfig-group', 'snapshotter'],
  ...['container-runtime-endpoint', 'private-registry', 'resolv-conf', 'vmodule', 'log'],
]

const numbers = ['https-listen-port', 'advertise-port', 'etcd-snapshot-retention', 'lb-server-port', 'v']

/** The flags of the contract's section 2 that no version lacks, each with a value of its kind; `config` is read earlier. */
export const serverFlags: readonly string[] = [
  ...switches.map(name => `--${name}=false`),
  ...texts.map(name => `--${name}=x`),
  ...numbers.map(name => (name.length === 1 ? `-${name}=1` : `--${name}=1`)),
]
