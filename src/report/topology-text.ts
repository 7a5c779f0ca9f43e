import type { Topology } from '../topology/topology.ts'

/** A topology in one line. The distribution is not named here: what ran is the node image's to say. */
export function topologyText({ servers, agents, datastore, loadBalancer, addOns, extraArgs }: Topology): string {
  const { kind, preset, file, upstreams } = loadBalancer
  const only = upstreams === undefined ? '' : ` (only ${upstreams.join(', ')})`
  const balancer = kind === 'none' ? 'without a load balancer' : `behind ${kind}, ${file ?? preset}${only}`
  const { coredns = 0, metricsServer = false } = addOns ?? {}
  const extra = extraArgs.flatMap(({ nodes, args }) => `${nodes} ${args.join(' ')}`)
  return [
    servers === 1 ? '1 server' : `${servers} servers`,
    ...(agents > 0 ? [agents === 1 ? '1 agent' : `${agents} agents`] : []),
    datastore.replace('-', ' '),
    balancer,
    ...(coredns > 0 ? [`CoreDNS ×${coredns}`] : []),
    ...(metricsServer ? ['metrics-server'] : []),
    ...extra,
  ].join(', ')
}
