import { k3s } from '../../../distributions/k3s/k3s.ts'
import { k3sData } from '../../../distributions/k3s/paths.ts'
import type { Topology } from '../../../topology/topology.ts'
import type { ServingCertificate } from '../serving-certificate.ts'

const etcdTls = `${k3sData}/server/tls/etcd`
const { ports } = k3s

const ofEtcd: ServingCertificate[] = [
  {
    file: `${etcdTls}/server-client.crt`,
    authorityKey: `${etcdTls}/server-ca.key`,
    port: ports.etcdClient,
    of: 'etcd',
  },
  {
    file: `${etcdTls}/peer-server-client.crt`,
    authorityKey: `${etcdTls}/peer-ca.key`,
    port: ports.etcdPeer,
    of: 'etcd',
  },
]

/**
 * The certificates that a server of k3s has for itself and presents to others: of each purpose another authority. The one
 * of its API is not among them: all servers share it by the Secret k3s-serving, and whoever finds it expired renews it
 * (k3s-contract 3.3); `serving-kube-apiserver.crt` is presented to the server itself alone, on port 6444.
 */
export const servingOf = ({ datastore }: Topology): ServingCertificate[] =>
  datastore === 'embedded-etcd' ? ofEtcd : []
