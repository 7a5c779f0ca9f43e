import { fileName, roleOf } from '../../topology/node-id.ts'
import type { Datastore } from './datastore.ts'

/** Where its members listen. */
export const externalEtcdPorts = { client: 2379, peer: 2380 }
const paths = {
  ca: '/holdfast/ca.crt',
  cert: '/holdfast/member.crt',
  key: '/holdfast/member.key',
  data: '/var/lib/etcd',
}

/** etcd's own defaults (etcd documentation, tuning): who runs etcd apart has these, not those of a distribution's own. */
const etcdTimers = { heartbeatMs: 100, electionMs: 1000 }

/** A command for etcdctl inside a member's container, to the member at this address. */
export const etcdctl = (ip: string, ...command: string[]): string[] => [
  '/usr/local/bin/etcdctl',
  `--endpoints=https://${ip}:${externalEtcdPorts.client}`,
  `--cacert=${paths.ca}`,
  `--cert=${paths.cert}`,
  `--key=${paths.key}`,
  '--command-timeout=2s',
  ...command,
]

/** Three members of etcd apart from the servers; everybody who speaks to one of them has a certificate. */
export const externalEtcd: Datastore = {
  endpoint: ({ nodes }) => {
    const members = nodes.filter(({ id }) => roleOf(id) === 'etcd')
    return {
      url: members.map(({ ip }) => `https://${ip}:${externalEtcdPorts.client}`).join(','),
      asksCertificate: true,
    }
  },
  etcdTimers,
  nodes: {
    image: 'etcd',
    container: ({ nodes, secrets }, { id, ip }) => {
      const own = secrets.nodes.get(id)!
      const members = nodes.filter(node => roleOf(node.id) === 'etcd')
      const peerUrl = (address: string) => `https://${address}:${externalEtcdPorts.peer}`
      return {
        entrypoint: ['/usr/local/bin/etcd'],
        command: [
          `--name=${fileName(id)}`,
          `--data-dir=${paths.data}`,
          `--listen-client-urls=https://${ip}:${externalEtcdPorts.client},https://127.0.0.1:${externalEtcdPorts.client}`,
          `--advertise-client-urls=https://${ip}:${externalEtcdPorts.client}`,
          `--listen-peer-urls=${peerUrl(ip)}`,
          `--initial-advertise-peer-urls=${peerUrl(ip)}`,
          `--initial-cluster=${members.map(member => `${fileName(member.id)}=${peerUrl(member.ip)}`).join(',')}`,
          // No secret: it only keeps members of two clusters apart.
          `--initial-cluster-token=holdfast-${members[0]!.ip}`,
          '--initial-cluster-state=new',
          '--client-cert-auth',
          `--trusted-ca-file=${paths.ca}`,
          `--cert-file=${paths.cert}`,
          `--key-file=${paths.key}`,
          '--peer-client-cert-auth',
          `--peer-trusted-ca-file=${paths.ca}`,
          `--peer-cert-file=${paths.cert}`,
          `--peer-key-file=${paths.key}`,
          `--heartbeat-interval=${etcdTimers.heartbeatMs}`,
          `--election-timeout=${etcdTimers.electionMs}`,
        ],
        restart: 'unless-stopped',
        files: [
          { path: paths.ca, mode: 0o644, content: secrets.ca },
          { path: paths.cert, mode: 0o644, content: own.cert },
          { path: paths.key, mode: 0o600, content: own.key },
        ],
      }
    },
    // A read through the quorum.
    query: ({ ip }) => etcdctl(ip, 'get', 'holdfast'),
  },
}
