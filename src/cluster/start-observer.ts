import { credentialsOf } from '../kube/credentials.ts'
import type { Identity } from '../prober/protocol.ts'
import { entryIp } from '../topology/addresses.ts'
import { agentIds, serverIds } from '../topology/node-id.ts'
import { balancerIds, memberIds } from '../topology/nodes-of.ts'
import type { ClusterContainers } from './cluster.ts'
import { externalEtcdPorts } from './datastores/external-etcd.ts'
import { Observer } from './observer.ts'

/** Starts the prober in client:0 with the administrator's and an etcd client's identity, for objects in `namespace`; `save` gets its record's lines. */
export async function startObserver(
  cluster: ClusterContainers,
  kubeconfig: string,
  namespace: string,
  save: (line: string) => void,
): Promise<Observer> {
  const { ports } = cluster.distribution
  const servers = serverIds(cluster.topology.servers)
  const agents = agentIds(cluster.topology.agents)
  const direct = [
    ...[...servers, ...balancerIds(cluster.topology)].map(node => [
      `direct:${node}`,
      `https://${cluster.node(node).ip}:${ports.api}`,
    ]),
    ...agents.map(node => [`direct:${node}`, `https://${cluster.node(node).ip}:${ports.kubelet}`]),
  ]
  const setup = {
    writer: 'client-0',
    targets: { lb: `https://${entryIp(cluster.topology, cluster.nodes)}:${ports.api}`, ...Object.fromEntries(direct) },
    api: credentialsOf(kubeconfig),
    namespace,
    etcd: {
      identity: await etcdIdentity(cluster),
      port: cluster.topology.datastore === 'embedded-etcd' ? ports.etcdClient : externalEtcdPorts.client,
      members: memberIds(cluster.topology).map(node => ({ node, host: cluster.node(node).ip })),
    },
  }
  return Observer.start(cluster.node('client:0'), setup, save)
}

/** Who may ask etcd: of the servers' own etcd the client that the distribution made, of another one a client of its authority. */
async function etcdIdentity({ topology, distribution, secrets, node }: ClusterContainers): Promise<Identity> {
  if (topology.datastore !== 'embedded-etcd') return { ca: secrets.ca, ...secrets.client }
  const { ca, cert, key } = distribution.paths.etcd
  const server = node('server:0')
  return { ca: await server.readFile(ca), cert: await server.readFile(cert), key: await server.readFile(key) }
}
