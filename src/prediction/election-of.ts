import { memberIds } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'
import { electable } from './members.ts'
import { momentAt } from './moment.ts'
import { isGraceful, type Strike } from './strike.ts'

/**
 * Whether a strike makes etcd elect: the leader of just before may lead no more. Handed over by a leader that is told to
 * end; perhaps, where nobody knows who led.
 * @param on all that is struck from then on
 */
export function electionOf(
  strike: Strike,
  on: readonly Strike[],
  topology: Topology,
): 'sure' | 'perhaps' | 'handover' | undefined {
  const { node, leader, effect } = strike
  if (effect.does === 'hinder' || effect.does === 'lock') return undefined
  if (leader === undefined) {
    if (!memberIds(topology).includes(node)) return undefined
    return isGraceful(strike) ? 'handover' : 'perhaps'
  }
  const isOwn = leader === node || (effect.does === 'cut' && effect.from.includes(leader))
  if (!isOwn || electable(topology, on).includes(leader)) return undefined
  return isGraceful(strike) ? 'handover' : 'sure'
}

/** Whether strikes make etcd elect at some time: by a leader that is lost, or a quorum that comes back. */
export const expectsElection = (strikes: readonly Strike[], topology: Topology): boolean =>
  strikes.some(strike => {
    const { on } = momentAt(strike.atMs, strikes)
    return electionOf(strike, on, topology) !== undefined || electable(topology, on).length === 0
  })
