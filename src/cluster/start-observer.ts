import { readFile } from '../engine/files.ts'
import { credentialsOf } from '../kube/credentials.ts'
import { ledgerNamespace } from '../kube/namespace.ts'
import { entryIp } from '../topology/addresses.ts'
import { serverIds } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import { type ClusterContainers, containerOf, ipOf } from './cluster.ts'
import { Observer } from './observer.ts'

/** Starts the prober in client:0 with the administrator's and an etcd client's identity; `save` gets its record's lines. */
export async function startObserver(
  cluster: ClusterContainers,
  kubeconfig: string,
  save: (line: string) => void,
): Promise<Observer> {
  const { etcdCa, etcdCert, etcdKey } = cluster.distribution.paths
  const server = containerOf(cluster, 'server:0')
  const read = async (path: string) => (await readFile(cluster.engine, server, path)).toString()
  const servers = serverIds(cluster.topology.servers)
  const direct = [...servers, ...balancerIds(cluster.topology)].map(node => [
    `direct:${node}`,
    `https://${ipOf(cluster, node)}:6443`,
  ])
  const setup = {
    writer: 'client-0',
    targets: { lb: `https://${entryIp(cluster.topology, cluster.nodes)}:6443`, ...Object.fromEntries(direct) },
    api: credentialsOf(kubeconfig),
    namespace: ledgerNamespace,
    etcd: {
      identity: { ca: await read(etcdCa), cert: await read(etcdCert), key: await read(etcdKey) },
      members: servers.map(node => ({ node, host: ipOf(cluster, node) })),
    },
  }
  return Observer.start(cluster.engine, containerOf(cluster, 'client:0'), setup, save)
}
