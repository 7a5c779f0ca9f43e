import { readFile } from '../engine/files.ts'
import { credentialsOf } from '../kube/credentials.ts'
import type { Identity } from '../prober/protocol.ts'
import { entryIp } from '../topology/addresses.ts'
import { agentIds, serverIds } from '../topology/node-id.ts'
import { balancerIds, memberIds } from '../topology/nodes-of.ts'
import { type ClusterContainers, containerOf, ipOf } from './cluster.ts'
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
      `https://${ipOf(cluster, node)}:6443`,
    ]),
    ...agents.map(node => [`direct:${node}`, `https://${ipOf(cluster, node)}:${kubeletPort}`]),
  ]
  const setup = {
    writer: 'client-0',
    targets: { lb: `https://${entryIp(cluster.topology, cluster.nodes)}:6443`, ...Object.fromEntries(direct) },
    api: credentialsOf(kubeconfig),
    namespace,
    etcd: {
      identity: await etcdIdentity(cluster),
      members: memberIds(cluster.topology).map(node => ({ node, host: ipOf(cluster, node) })),
    },
  }
  return Observer.start(cluster.engine, containerOf(cluster, 'client:0'), setup, save)
}

/** Who may ask etcd: of the servers' own etcd the client that the distribution made, of another one a client of its authority. */
async function etcdIdentity({
  engine,
  topology,
  distribution,
  secrets,
  ...cluster
}: ClusterContainers): Promise<Identity> {
  if (topology.datastore !== 'embedded-etcd') return { ca: secrets.ca, ...secrets.client }
  const { etcdCa, etcdCert, etcdKey } = distribution.paths
  const server = cluster.containers.get('server:0')!
  const read = async (path: string) => (await readFile(engine, server, path)).toString()
  return { ca: await read(etcdCa), cert: await read(etcdCert), key: await read(etcdKey) }
}
