import type { SeriesDefinition } from '../history/records.ts'
import { dnsHosts, dnsService } from '../kube/add-ons/coredns.ts'
import { systemNamespace } from '../kube/add-ons/system-account.ts'
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
 * Makes the way from inside: a pod on the last node for workloads that hosts no CoreDNS, if there is one, and relays
 * through its network namespace to the Services that the series ask. Nothing moves the way when that node goes down; it
 * is then a pod whose node died.
 */
export async function openInClusterPath(
  cluster: Cluster,
  series: readonly SeriesDefinition[],
  { signal, note }: Options,
): Promise<Targets> {
  const { kube } = cluster
  const nodes = workloadIds(cluster.topology)
  const hosts = await dnsHosts(kube)
  const node = nodes.findLast(id => !hosts.includes(fileName(id))) ?? nodes.at(-1)!
  const asks = (operation: SeriesDefinition['operation']) => series.some(each => each.operation === operation)
  const podIp = await runWorkloadPod(cluster, { name: 'in-cluster', on: node, signal })
  note(`in-cluster is a pod on ${node}, at ${podIp}`)
  const services: Record<string, { scheme: string; port: number; to: ServiceAddress }> = {
    'in-cluster': { scheme: 'https', port: ports.api, to: await readService(kube, 'default', 'kubernetes') },
  }
  if (asks('dns')) {
    const to = await readService(kube, systemNamespace, dnsService)
    services['in-cluster/dns'] = { scheme: 'tcp', port: ports.dns, to }
  }
  if (asks('service')) {
    // On the other nodes, where there are any: a Service that ends where it began would prove little.
    const homes = nodes.length === 1 ? nodes : nodes.filter(home => home !== node)
    await Promise.all(
      homes.map(on => runWorkloadPod(cluster, { name: `service-${fileName(on)}`, on, labels: serviceLabels, signal })),
    )
    note(`the pods of Service workload are on ${homes.join(', ')}`)
    const to = await createService(kube, 'workload', serviceLabels, 80)
    services['in-cluster/service'] = { scheme: 'http', port: ports.service, to }
  }
  await startPodRelay(cluster, { node, podIp, routes: Object.values(services), signal })
  const { ip } = cluster.node(node)
  return Object.fromEntries(
    Object.entries(services).map(([path, { scheme, port }]) => [path, `${scheme}://${ip}:${port}`]),
  )
}
