import type { ImageRole } from '../../images/image-set.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { Topology } from '../../topology/topology.ts'
import type { BalancerLine } from './access-log.ts'

/** One kind of load balancer, as data and pure functions. */
export interface LoadBalancer {
  image: ImageRole
  /** Where it reads its configuration. */
  configPath: string
  /** Its whole configuration over these upstreams. */
  config(topology: Topology, upstreams: readonly NodeAddress[]): string
  /** Makes it read its configuration anew, in its container; connections that stand are kept. */
  reload: string[]
  /** The connection that a line of its log tells of; undefined for anything else that it says. */
  sessionOf(line: string): BalancerLine | undefined
}
