import { ClusterError } from '../base/errors.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { createService, readService, type ServiceAddress } from '../kube/services.ts'
import type { Targets } from '../prober/protocol.ts'
import { fileName } from '../topology/node-id.ts'
import { workloadIds } from '../topology/select-nodes.ts'
import type { Cluster } from './cluster.ts'
import { startPodRelay } from './pod-relay.ts'
import { runWorkloadPod } from './workload-pod.ts'

interface Options {
  signal: AbortSignal
  /** A line for the record. */
  note: (text: string) => void
}

// The node's ports: below the range that Kubernetes gives to Services, and of no component.
const ports = { api: 26443, dns: 26053, service: 26080 }
const serviceLabels = { 'holdfast.dev/service': 'workload' }

/**
 * Makes the way from inside: a pod on the last node for workloads, and relays through its network namespace to the Services that
 * the series ask. Nothing moves the way when that node goes down; it is then a pod whose node died.
 * @throws ClusterError when the cluster has no DNS to ask
 */
export async function openInClusterPath(
  cluster: Cluster,
  series: readonly SeriesDefinition[],
  { signal, note }: Options,
): Promise<Targets> {
  const { kube } = cluster
  const nodes = workloadIds(cluster.topology)
  const node = nodes.at(-1)!
  const asks = (operation: SeriesDefinition['operation']) => series.some(each => each.operation === operation)
  const dns = asks('dns') ? await dnsOf(cluster) : undefined

  const podIp = await runWorkloadPod(cluster, { name: 'in-cluster', on: node, signal })
  note(`in-cluster is a pod on ${node}, at ${podIp}`)
  const relay = (to: ServiceAddress, port: number) => startPodRelay(cluster, { node, podIp, to, port, signal })
  const targets: Targets = {
    'in-cluster': `https://${await relay(await readService(kube, 'default', 'kubernetes'), ports.api)}`,
  }
  if (dns) targets['in-cluster/dns'] = `tcp://${await relay(dns, ports.dns)}`
  if (asks('service')) {
    // On the other nodes, where there are any: a Service that ends where it began would prove little.
    const homes = nodes.length === 1 ? nodes : nodes.slice(0, -1)
    await Promise.all(
      homes.map(on => runWorkloadPod(cluster, { name: `service-${fileName(on)}`, on, labels: serviceLabels, signal })),
    )
    note(`the pods of Service workload are on ${homes.join(', ')}`)
    targets['in-cluster/service'] =
      `http://${await relay(await createService(kube, 'workload', serviceLabels, 80), ports.service)}`
  }
  return targets
}

/** The DNS of every distribution has this Service. */
const dnsOf = ({ kube }: Cluster): Promise<ServiceAddress> =>
  readService(kube, 'kube-system', 'kube-dns').catch(cause => {
    throw new ClusterError('a dns series asks the DNS of the cluster, which has none', {
      hint: 'leave it out of probes: clusters of Holdfast are formed without add-ons',
      cause,
    })
  })
