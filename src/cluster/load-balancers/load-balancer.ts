import type { NodeAddress } from '../../topology/addresses.ts'
import type { ImageRole } from '../../topology/image-role.ts'
import type { Topology } from '../../topology/topology.ts'
import type { NodeContainer } from '../node-container.ts'
import type { BalancerLine } from './access-log.ts'
import type { UpstreamChange } from './upstream-change.ts'

/** One kind of load balancer, as data and pure functions. */
export interface LoadBalancer {
  image: ImageRole
  /** A program that the image must hold beside its own, which a pulled one may not. */
  companion?: string
  /** Where it reads its configuration. */
  configPath: string
  /**
   * Its whole configuration over these upstreams.
   * @param withChecks false while there is no identity yet that a check could show
   */
  config(topology: Topology, upstreams: readonly NodeAddress[], withChecks: boolean): string
  /** Whether its checks show a client certificate. */
  needsIdentity(topology: Topology): boolean
  /** What its container has beside the usual. */
  container?(topology: Topology, nodes: readonly NodeAddress[], node: NodeAddress): Partial<NodeContainer>
  /** What its container needs to read a file that somebody else wrote. */
  forUsersFile?(content: string): Partial<NodeContainer>
  /** Makes it examine a configuration of this content, and say what is wrong with it; absent where nobody writes one. */
  examine?(path: string, content: string): string[]
  /** Makes it read its configuration anew, in its container; connections that stand are kept. Absent where it cannot. */
  reload?: string[]
  /** Whether its image holds nothing but its program. */
  lacksShell?: boolean
  /** The connection that a line of its log tells of; undefined for anything else that it says. */
  sessionOf(line: string): BalancerLine | undefined
  /** The server that a line of its log says was taken out or back in. */
  changeOf(line: string): UpstreamChange | undefined
  /** Whether a line of its log says that it now holds the address that balancers share, or holds it no longer. */
  holdsAddress?(line: string): boolean | undefined
}
