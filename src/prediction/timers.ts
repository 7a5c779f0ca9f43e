import type { EtcdTimers } from '../distributions/etcd-timers.ts'
import type { TimingProfile } from '../topology/topology.ts'

/** What theory gives for a time, in ms. */
export interface Band {
  fromMs: number
  toMs: number
}

/** Timers of a profile in ms: the grace until NotReady, the kubelet's renewals, the monitor's looks, the toleration. */
export const nodeTimers: Record<
  TimingProfile,
  { graceMs: number; renewMs: number; monitorMs: number; tolerationMs: number }
> = {
  // Kubernetes' own since 1.32 (measuring 2.5).
  default: { graceMs: 50_000, renewMs: 10_000, monitorMs: 5000, tolerationMs: 300_000 },
  // What the cluster's timing arguments set.
  fast: { graceMs: 9000, renewMs: 2000, monitorMs: 1000, tolerationMs: 10_000 },
}

/** Who lost a lease by a fault ends within 16 s of its healing, is started again, and is away for a start. */
export const aftermathMs = 60_000

/** Whoever waits for a lease to be released tries again within this: every 2 to 4.4 s (client-go, leaderelection.go). */
export const leasePollMs = 4400

/** Endpoints are reconciled every 10 s with a lease of 15 s, which a new leader of etcd extends (scenarios, section 1). */
export const endpointsGone = { toMs: 25_000, withLeader: { fromMs: 24_000, toMs: 40_000 } } as const

/** A load balancer that is told to end has this long, as the fault gives it, and its kept connections with it. */
export const balancerGraceMs = 15_000

/** etcd hands leadership over before it stops: 27 to 40 ms (measuring 2.6). */
export const handoverMs = 100

/** Three advertisements of a second missed, and a skew below one: keepalived's vrrp.h (measuring 2.5). */
export const addressMoves: Band = { fromMs: 3000, toMs: 4000 }
/** A holder that ends says so, and the other one waits for the skew alone. */
export const addressHandedOverMs = 1000

/** From the eviction, or the binding, of a pod until one runs: scheduling, and a container's start. */
export const podStartMs = 5000

/** client-go's HTTP/2 connection into a black hole: 30 s idle and 15 s for the answer to a PING (measuring 2.5). */
export const pingGivesUpMs = 45_000
/** A client of etcd that an apiserver uses: 30 s idle and 10 s for an answer (measuring 2.5). */
export const etcdClientGivesUpMs = 40_000
/** The apiserver remembers its own check of etcd for a second. */
export const readyzRemembersMs = 1000

/**
 * When the first follower stands for election after a crash of the leader: each waits a time drawn from [E, 2E) since
 * the last heartbeat, counted in ticks of a heartbeat H; the last one came up to H before the crash, and the count may
 * be a tick ahead. So from E - 2H to 2E - H after the crash (measuring 2.5).
 */
export const electionBand = ({ heartbeatMs, electionMs }: EtcdTimers): Band => ({
  fromMs: electionMs - 2 * heartbeatMs,
  toMs: 2 * electionMs - heartbeatMs,
})

/** etcd's own limit of a request that was lost with its leader: 5 s and two election timeouts (measuring 2.4). */
export const lostRequestMs = ({ electionMs }: EtcdTimers): number => 5000 + 2 * electionMs
