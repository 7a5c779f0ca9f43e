import { credentialsOf } from '../kube/credentials.ts'
import { bundleLedger } from '../ledger/bundle.ts'
import { entryIp } from '../topology/addresses.ts'
import { serverIds } from '../topology/node-id.ts'
import type { Cluster } from './cluster.ts'
import { LedgerClients } from './ledger-clients.ts'

const programPath = '/holdfast/ledger.mjs'
// Behind the prober wherever the host grants that no real time: a sample sent late is lost, an operation is not.
const command = ['nice', '-n', '10', 'node', '--max-old-space-size=64', programPath]

/** Lays the ledger's program into client:0, beside the prober, and starts it; `save` gets its record's lines. */
export async function startLedger(
  cluster: Cluster,
  seed: number,
  save: (line: string) => void,
): Promise<LedgerClients> {
  const { topology } = cluster
  const client = cluster.node('client:0')
  await client.writeFiles({ path: programPath, mode: 0o644, content: await bundleLedger() })
  const url = (ip: string) => `https://${ip}:${cluster.distribution.ports.api}`
  const setup = {
    writer: 'ledger-0',
    balancer: { path: 'lb' as const, url: url(entryIp(topology, cluster.nodes)) },
    servers: serverIds(topology.servers).map(node => ({
      path: `direct:${node}` as const,
      url: url(cluster.node(node).ip),
    })),
    api: credentialsOf(cluster.kubeconfig),
    namespace: cluster.kube.namespace,
    seed,
  }
  return new LedgerClients(await client.attachExec(command), setup, save)
}
