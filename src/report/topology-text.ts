import type { Topology } from '../topology/topology.ts'

/** A topology in one line. The distribution is not named here: what ran is the node image's to say. */
export function topologyText({ servers, datastore, loadBalancer, extraArgs }: Topology): string {
  const upstreams = loadBalancer.upstreams === undefined ? '' : ` (only ${loadBalancer.upstreams.join(', ')})`
  const extra = extraArgs.flatMap(({ nodes, args }) => `${nodes} ${args.join(' ')}`)
  return [
    servers === 1 ? '1 server' : `${servers} servers`,
    datastore.replace('-', ' '),
    `behind ${loadBalancer.kind}, ${loadBalancer.preset}${upstreams}`,
    ...extra,
  ].join(', ')
}
