import type { Cluster } from '../cluster/cluster.ts'
import { longestStart } from '../topology/longest-start.ts'

/** For how long a node is waited for at the most that has no limit, in ms: as if all servers were new, and started together. */
export function longestReturnMs({ topology, startTimers }: Pick<Cluster, 'topology' | 'startTimers'>): number {
  const { servers } = topology
  return longestStart({ node: 'server:0', atOnce: servers, newcomers: servers }, topology, startTimers).toMs
}
