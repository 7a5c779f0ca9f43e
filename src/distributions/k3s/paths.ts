import type { NodePaths } from '../node-paths.ts'

/** All that a node of k3s learns (k3s-contract 3.2). */
export const k3sData = '/var/lib/rancher/k3s'
/** Outside of every volume: it goes with the container (k3s-contract 1). */
export const k3sSettings = '/etc/rancher/k3s'
/** Configuration beside the main one: of a setting in both the one here holds. */
export const k3sConfigurations = `${k3sSettings}/config.yaml.d`
/** Archives that each start imports, before the runtime counts as ready (k3s-contract 1). */
export const k3sImages = `${k3sData}/agent/images`
/** Settings of the kubelet that each start reads. */
export const k3sKubeletDropIns = `${k3sData}/agent/etc/kubelet.conf.d`

/** The cluster's token, as a server keeps it. */
export const k3sToken = `${k3sData}/server/token`

const etcdTls = `${k3sData}/server/tls/etcd`

export const k3sPaths: NodePaths = {
  configuration: `${k3sSettings}/config.yaml`,
  kubeconfig: `${k3sSettings}/k3s.yaml`,
  etcd: { ca: `${etcdTls}/server-ca.crt`, cert: `${etcdTls}/client.crt`, key: `${etcdTls}/client.key` },
  // The apiserver makes the directory.
  auditLog: `${k3sData}/server/logs/audit.log`,
  data: [k3sData],
  laid: [k3sImages, k3sKubeletDropIns],
  datastore: `${k3sData}/server/db`,
}
