import { kubeadm } from '../../../distributions/kubeadm/kubeadm.ts'
import { kubeadmPki } from '../../../distributions/kubeadm/paths.ts'
import type { ServingCertificate } from '../serving-certificate.ts'

const { ports } = kubeadm

/** The certificates that a master presents: etcd has one authority for members and clients. */
export const serving: ServingCertificate[] = [
  { file: `${kubeadmPki}/apiserver.crt`, authorityKey: `${kubeadmPki}/ca.key`, port: ports.api, of: 'api' },
  {
    file: `${kubeadmPki}/etcd/server.crt`,
    authorityKey: `${kubeadmPki}/etcd/ca.key`,
    port: ports.etcdClient,
    of: 'etcd',
  },
  { file: `${kubeadmPki}/etcd/peer.crt`, authorityKey: `${kubeadmPki}/etcd/ca.key`, port: ports.etcdPeer, of: 'etcd' },
]
