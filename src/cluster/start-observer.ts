import { credentialsOf } from '../kube/credentials.ts'
import type { Identity } from '../prober/protocol.ts'
import { entryIp } from '../topology/addresses.ts'
import { agentIds, serverIds } from '../topology/node-id.ts'
import { balancerIds, memberIds } from '../topology/nodes-of.ts'
import type { ClusterContainers } from './cluster.ts'
import { Observer } from './observer.ts'

const kubeletPort = 10250

/** Starts the prober in client:0 with the administrator's and an etcd client's identity, for objects in `namespace`; `save` gets its record's lines. */
export async function startObserver(
  cluster: ClusterContainers,
  kubeconfig: string,
  namespace: string,
  save: (line: string) => void,
): Promise<Observer> {
  const servers = serverIds(cluster.topology.servers)
  const agents = agentIds(cluster.topology.agents)
  const direct = [
    ...[...servers, ...balancerIds(cluster.topology)].map(node => [
      `direct:${node}`,
      `https://${cluster.node(node).ip}:6443`,
    ]),
    ...agents.map(node => [`direct:${node}`, `https://${cluster.node(node).ip}:${kubeletPort}`]),
  ]
  const setup = {
    writer: 'client-0',
    targets: { lb: `https://${entryIp(cluster.topology, cluster.nodes)}:6443`, ...Object.fromEntries(direct) },
    api: credentialsOf(kubeconfig),
    namespace,
    etcd: {
      identity: await etcdIdentity(cluster),
      members: memberIds(cluster.topology).map(node => ({ node, host: cluster.node(node).ip })),
    },
  }
  return Observer.start(cluster.node('client:0'), setup, save)
}

/** Who may ask etcd: of the servers' own etcd the client that the distribution made, of another one a client of its authority. */
async function etcdIdentity({ topology, distribution, secrets, node }: ClusterContainers): Promise<Identity> {
  if (topology.datastore !== 'embedded-etcd') return { ca: secrets.ca, ...secrets.client }
  const { etcdCa, etcdCert, etcdKey } = distribution.paths
  const server = node('server:0')
  return {
    ca: await server.readFile(etcdCa),
    cert: await server.readFile(etcdCert),
    key: await server.readFile(etcdKey),
  }
}
