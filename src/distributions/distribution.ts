import type { DatastoreWord } from './datastore-word.ts'
import type { EtcdTimers } from './etcd-timers.ts'
import type { LeaseKind } from './lease-kind.ts'
import type { NodeFlags } from './node-flags.ts'
import type { NodePart } from './node-part.ts'
import type { NodePaths } from './node-paths.ts'
import type { NodeSizing } from './node-sizing.ts'
import type { StartTimers } from './start-timers.ts'

/**
 * What is known of one kind of Kubernetes, and touches nothing: topology, lint, predictions and checks rest on it. What
 * is done to its nodes is in `cluster/distributions`.
 */
export interface Distribution {
  /** What people call it. */
  name: string
  /** Where it can keep its state. */
  datastores: readonly DatastoreWord[]
  ports: { api: number; kubelet: number; etcdClient: number; etcdPeer: number }
  paths: NodePaths
  flags: NodeFlags
  parts: readonly NodePart[]
  /** The first one whose names match counts. */
  leases: readonly LeaseKind[]
  /** Addresses inside: of pods, of Services, and of the cluster's DNS among these. */
  network: { podCidr: string; serviceCidr: string; dnsIp: string }
  /** The taint that keeps workloads off servers, `key=value:effect`. */
  serversOnlyTaint: string
  /** The name that a server's certificate has for a load balancer: its makers' choice, or only where it is told. */
  namesLoadBalancer: 'always' | 'when-told'
  /** What `/readyz` answers to a caller that it does not know, and where that is known from. */
  anonymousHealth: { status: 200 | 401; source: string }
  /** Its embedded etcd. */
  embeddedEtcd: {
    timers: EtcdTimers
    /** The name of the Node whose member is called so. */
    nodeOf(member: string): string
  }
  /** What a server or an agent may take from its start until it serves, in ms on 2 busy cores, where it waits for nothing. */
  startMs: number
  /** What its nodes wait for by the clock before they serve. */
  startTimers: StartTimers
  /** The same under the timing profile `fast`, where it has settings for that. */
  fastStartTimers?: StartTimers
  /** How a node ends that is told to. */
  gracefulEnd: {
    /** etcd ends at once, and the rest of a server this much later. */
    restMs: number
    /** Streams that stand on a server last until it has ended altogether. */
    streamsMs: number
  }
  /** How an agent finds another server when its own is lost; absent where that is the load balancer's matter. */
  agentTunnel?: {
    /** How often it looks at its tunnels. */
    looksMs: number
    /** A silent one is given up after this. */
    silentMs: number
  }
  /** How late servers on a SQL database tell those who watch of what another one wrote. */
  sqlWatchDelayMs?: number
  /** When certificates that have expired are issued anew. */
  certificatesRenewed: 'at-start' | 'by-hand'
  /** Faults that cannot be on it, by kind, and why. */
  refusedFaults: Readonly<Record<string, string>>
  sizing: NodeSizing
  /** Whether its node image holds the image of pods' sandboxes; else that is laid into the node like those of other pods. */
  bringsPauseImage: boolean
  /** An image of a node as users might name their own. */
  exampleImage: string
  /** Of the image that stands in for it where none can be pulled. */
  standIn?: {
    /** Those of the profile `fast`, for which the distribution itself has no settings. */
    fastStartTimers: StartTimers
    /** The variable of its environment for each of them. */
    variables: Readonly<Partial<Record<keyof StartTimers, string>>>
  }
}
