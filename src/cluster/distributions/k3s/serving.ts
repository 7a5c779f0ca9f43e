import { k3s } from '../../../distributions/k3s/k3s.ts'
import { k3sData } from '../../../distributions/k3s/paths.ts'
import type { Topology } from '../../../topology/topology.ts'
import type { ServingCertificate } from '../serving-certificate.ts'

const tls = `${k3sData}/server/tls`
const { ports } = k3s

const ofApi: ServingCertificate = {
  file: `${tls}/serving-kube-apiserver.crt`,
  authorityKey: `${tls}/server-ca.key`,
  port: ports.api,
  of: 'api',
}

const ofEtcd: ServingCertificate[] = [
  {
    file: `${tls}/etcd/server-client.crt`,
    authorityKey: `${tls}/etcd/server-ca.key`,
    port: ports.etcdClient,
    of: 'etcd',
  },
  {
    file: `${tls}/etcd/peer-server-client.crt`,
    authorityKey: `${tls}/etcd/peer-ca.key`,
    port: ports.etcdPeer,
    of: 'etcd',
  },
]

/** The certificates that a server of k3s presents: of each purpose another authority (k3s-contract 3.2). */
export const servingOf = ({ datastore }: Topology): ServingCertificate[] => [
  ofApi,
  ...(datastore === 'embedded-etcd' ? ofEtcd : []),
]
