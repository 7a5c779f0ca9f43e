import type { ImageRole } from '../../topology/image-role.ts'
import type { RunReport } from '../report-schema.ts'

/** What may tell one topology from another, in the order in which people name it. */
const facets: ((report: RunReport) => string)[] = [
  ({ topology: { servers } }) => (servers === 1 ? '1 server' : `${servers} servers`),
  ({ topology: { agents } }) => (agents === 0 ? '' : agents === 1 ? '1 agent' : `${agents} agents`),
  ({ topology: { datastore } }) => datastore,
  ({ topology: { loadBalancer } }) => balancerText(loadBalancer),
  ({ topology: { addOns } }) => (addOns.coredns === 0 ? '' : `CoreDNS ×${addOns.coredns}`),
  ({ timing }) => `timing ${timing}`,
  report => imageOf(report, 'node') ?? 'no node image',
  ({ topology: { extraArgs, loadBalancer, workloadsOnServers } }) =>
    [
      ...extraArgs.flatMap(({ nodes, args }) => `${nodes} ${args.join(' ')}`),
      ...(loadBalancer.upstreams ? [`only ${loadBalancer.upstreams.join(', ')}`] : []),
      ...(workloadsOnServers ? [] : ['no workloads on servers']),
    ].join(', '),
]

/** Beside that of nodes, the images that are what a comparison may be about. */
const comparedRoles: readonly ImageRole[] = ['nginx', 'haproxy', 'gobetween', 'postgres', 'mysql', 'etcd']

const imageOf = ({ images }: RunReport, of: ImageRole): string | undefined =>
  images.find(({ role }) => role === of)?.name

const balancerText = ({ kind, preset, file }: RunReport['topology']['loadBalancer']): string =>
  kind === 'none' ? 'no load balancer' : `${kind} ${file ?? preset}`

/** A short name for each report's topology: datastore and balancer, and what else is not the same in all of them. */
export function cellNames(reports: readonly RunReport[]): string[] {
  const told = facets.filter((facet, index) => index === 2 || index === 3 || new Set(reports.map(facet)).size > 1)
  // That one run has no HAProxy is told by its load balancer already.
  const differing = comparedRoles.filter(
    role => new Set(reports.flatMap(report => imageOf(report, role) ?? [])).size > 1,
  )
  return reports.map(report =>
    [...told.map(facet => facet(report)), ...differing.map(role => imageOf(report, role) ?? '')]
      .filter(text => text !== '')
      .join(', '),
  )
}
