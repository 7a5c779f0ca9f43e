import type { DistributionWord } from '../../distributions/distributions.ts'
import type { Topology } from '../topology.ts'
import type { BalancerFile } from './balancer-file/balancer-file.ts'

/** All that the rules look at. What is not known is absent, and no rule that asks for it finds anything. */
export interface Plan {
  topology?: PlannedTopology
  balancer?: BalancerFile
  host?: { cores: number; memoryBytes: number }
  images?: PlannedImage[]
}

/** A topology as the rules see it. */
export interface PlannedTopology {
  distribution: DistributionWord
  servers: number
  agents: number
  datastore: Topology['datastore']
  /** Members of etcd, on the servers or apart; 0 where the state is in a database. */
  members: number
  /** Containers that take clients; 0 when clients go to server 0 themselves. */
  balancers: number
  /** Whether the servers' certificates name the load balancer. */
  tlsSan: boolean
  /** The servers that the balancer forwards to. */
  upstreams: readonly string[]
  /** Replicas of CoreDNS; 0: the cluster has no DNS. */
  coredns: number
  /** Extra arguments of each server, in their order. */
  serverArgs: readonly { server: string; args: readonly string[] }[]
}

/** An image that the cluster needs. */
export interface PlannedImage {
  role: string
  reference: string
  /** `vX.Y.Z` of its Kubernetes, where that is known. */
  version?: string
  /** Why it can be neither pulled nor built. */
  obstacle?: string
}
