import { distributionOf } from '../distributions/distribution-of.ts'
import type { StartTimers } from '../distributions/start-timers.ts'
import { type NodeId, roleOf } from './node-id.ts'
import type { Topology } from './topology.ts'

/** A node that is started, and what starts beside it. */
export interface Start {
  node: NodeId
  /** How many nodes with a kubelet start at that time, itself among them. */
  atOnce: number
  /** How many of them join as what the cluster does not know, itself among them; 0 where it comes back as what it was. */
  newcomers: number
}

/** From a node's start until it serves in every respect, at the most, in ms, by its parts. */
export interface LongestStart {
  /** What it takes where it waits for nothing. */
  ownMs: number
  /** The waits of a member of an embedded etcd: to be made a voter, and until a test of its etcd succeeds. */
  votesMs: number
  testedMs: number
  /** Until its parts are started again that ended for want of another one. */
  partsAgainMs: number
  toMs: number
}

// A database, an etcd apart or a balancer: 0.5 to 2 s, as measured on 2 busy cores, and a recovery of its data.
const othersMs = 28_000
// What a new node does besides: it has certificates issued, imports images and takes a copy of the state.
const newMs = 30_000
// Three servers at once took 30 s, five up to 70 s, on 2 cores that they share.
const besideMs = 20_000

/** How long a start may take, by the node's distribution and the timers of its image. */
export function longestStart(
  { node, atOnce, newcomers }: Start,
  topology: Topology,
  timers: StartTimers,
): LongestStart {
  const hasKubelet = roleOf(node) === 'server' || roleOf(node) === 'agent'
  const { learnerTickMs = 0, etcdTestMs = 0, etcdServesMs = 0, partsAgainMs = 0 } = timers
  const isMember = topology.datastore === 'embedded-etcd' && roleOf(node) === 'server'
  const parts = {
    ownMs: hasKubelet
      ? distributionOf(topology).startMs + (newcomers > 0 ? newMs : 0) + (atOnce - 1) * besideMs
      : othersMs,
    votesMs: isMember ? newcomers * learnerTickMs : 0,
    testedMs: isMember ? etcdTestMs + etcdServesMs : 0,
    partsAgainMs: hasKubelet ? partsAgainMs : 0,
  }
  return { ...parts, toMs: Object.values(parts).reduce((sum, ms) => sum + ms, 0) }
}
