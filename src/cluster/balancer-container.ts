import { type Images, imageFor } from '../images/images-of.ts'
import type { NodeAddress } from '../topology/addresses.ts'
import { fileName, roleOf } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { LoadBalancer } from './load-balancers/load-balancer.ts'
import type { NodeContainer } from './node-container.ts'

interface Context {
  topology: Topology
  nodes: readonly NodeAddress[]
  images: Images
}

/**
 * A load balancer's container: as root, so that it reads what only root may, and at first over server:0 alone;
 * where its file stays as it is, over all servers.
 */
export function balancerContainer(
  balancer: LoadBalancer,
  { topology, nodes, images }: Context,
  node: NodeAddress,
): NodeContainer {
  const { image, configPath, config, needsIdentity, container } = balancer
  const isFirst = ({ id }: NodeAddress) => staysAsItIs(balancer, topology) || id === 'server:0'
  const servers = nodes.filter(each => roleOf(each.id) === 'server' && isFirst(each))
  const content = config(topology, servers, !needsIdentity(topology))
  const { files = [], ...special } = container?.(topology, nodes, node) ?? {}
  return {
    image: imageFor(images, image).id,
    // By number: an image that holds a program and nothing else knows no name.
    user: '0',
    restart: 'unless-stopped',
    extraHosts: serverNames(nodes),
    ...special,
    files: [{ path: configPath, mode: 0o644, content }, ...files],
  }
}

/** The servers' names as a load balancer may write them, with their addresses. */
export const serverNames = (nodes: readonly NodeAddress[]): Record<string, string> =>
  Object.fromEntries(nodes.filter(({ id }) => roleOf(id) === 'server').map(({ id, ip }) => [fileName(id), ip]))

/** Whether the file that it starts with is the one that it keeps: one of the user's own, or one that it reads only once. */
export const staysAsItIs = ({ reload }: LoadBalancer, { loadBalancer: { file } }: Topology): boolean =>
  file !== undefined || reload === undefined
