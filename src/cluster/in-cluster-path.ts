import { ClusterError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { createPod, readPod } from '../kube/pods.ts'
import { createService, readService, type ServiceAddress } from '../kube/services.ts'
import type { Targets } from '../prober/protocol.ts'
import { fileName, type NodeId, serverIds } from '../topology/node-id.ts'
import type { Cluster } from './cluster.ts'
import { startPodRelay } from './pod-relay.ts'

interface Options {
  signal: AbortSignal
  awaiting: (what: string) => void
  note: (text: string) => void
}

// Below the range of node ports, and of no component.
const ports = { api: 26443, dns: 26053, service: 26080 }
const podTimeoutMs = 60_000
const serviceLabel = { 'holdfast.dev/service': 'workload' }

/**
 * Makes the way from inside: a pod on the last server, and relays through its network namespace to the Services that
 * the series ask. Nothing moves the way when that server goes down; it is then a pod whose node died.
 * @throws ClusterError when the cluster has no DNS to ask
 */
export async function openInClusterPath(
  cluster: Cluster,
  series: readonly SeriesDefinition[],
  { signal, awaiting, note }: Options,
): Promise<Targets> {
  const node = serverIds(cluster.topology.servers).at(-1)!
  const until = <T>(what: string, attempt: () => Promise<T>) => {
    awaiting(what)
    return waitUntil(what, attempt, { timeoutMs: podTimeoutMs, signal })
  }
  const runPod = async (name: string, on: NodeId, labels?: Record<string, string>) => {
    const image = cluster.images.find(({ role }) => role === 'workload')!.reference
    const avoid = serverIds(cluster.topology.servers).filter(server => server !== on)
    await createPod(cluster.kube, { name, image, avoid: avoid.map(fileName), ...(labels ? { labels } : {}) })
    return until(`pod ${name} to run on ${on}`, async () => {
      const { status } = await readPod(cluster.kube, name)
      if (status?.phase !== 'Running' || !status.podIP) throw new Error(`it is ${status?.phase ?? 'unknown'}`)
      return status.podIP
    })
  }
  const relay = (podIp: string, to: ServiceAddress, port: number) => {
    awaiting(`a pod on ${node} to reach ${to.ip}`)
    return startPodRelay(cluster, { node, podIp, to, port, signal })
  }

  const asks = (operation: SeriesDefinition['operation']) => series.some(each => each.operation === operation)
  const targets: Targets = {}
  const dns = asks('dns') ? await dnsOf(cluster) : undefined
  const podIp = await runPod('in-cluster', node)
  note(`in-cluster is a pod on ${node}, at ${podIp}`)
  const api = await readService(cluster.kube, 'default', 'kubernetes')
  targets['in-cluster'] = `https://${await relay(podIp, api, ports.api)}`
  if (dns) targets['in-cluster/dns'] = `tcp://${await relay(podIp, dns, ports.dns)}`
  if (asks('service')) {
    // On the other servers, where there are any: a Service that ends where it began would prove little.
    const homes = serverIds(cluster.topology.servers).filter((server, _, all) => all.length === 1 || server !== node)
    await Promise.all(homes.map(home => runPod(`service-${fileName(home)}`, home, serviceLabel)))
    const service = await createService(cluster.kube, 'workload', serviceLabel, 80)
    targets['in-cluster/service'] = `http://${await relay(podIp, service, ports.service)}`
    note(`Service workload is ${homes.length === 1 ? 'a pod' : 'pods'} on ${homes.join(' and ')}`)
  }
  return targets
}

/** The DNS of every distribution has this Service. */
async function dnsOf({ kube }: Cluster): Promise<ServiceAddress> {
  return readService(kube, 'kube-system', 'kube-dns').catch(cause => {
    throw new ClusterError('a dns series asks the DNS of the cluster, which has none', {
      hint: 'leave it out of probes: clusters of Holdfast are formed without add-ons',
      cause,
    })
  })
}
