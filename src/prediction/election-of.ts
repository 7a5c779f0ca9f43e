import { isGraceful, keepsServing } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { memberIds } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'
import { electable } from './members.ts'
import { momentAt } from './moment.ts'

/**
 * Whether a fault makes etcd elect: the leader of just before may lead no more. Handed over by a leader that is told to
 * end; perhaps, where nobody knows who led.
 * @param on all that is struck from then on
 */
export function electionOf(
  fault: FaultInstance,
  on: readonly FaultInstance[],
  topology: Topology,
): 'sure' | 'perhaps' | 'handover' | undefined {
  const { node, leader, effect } = fault
  if (keepsServing(fault)) return undefined
  if (leader === undefined) {
    if (!memberIds(topology).includes(node)) return undefined
    return isGraceful(fault) ? 'handover' : 'perhaps'
  }
  const isOwn = leader === node || (effect.does === 'cut' && effect.from.includes(leader))
  if (!isOwn || electable(topology, on).includes(leader)) return undefined
  return isGraceful(fault) ? 'handover' : 'sure'
}

/** Whether faults make etcd elect at some time: by a leader that is lost, or a quorum that comes back. */
export const expectsElection = (faults: readonly FaultInstance[], topology: Topology): boolean =>
  faults.some(fault => {
    const { on } = momentAt(fault.calledUs, faults)
    return electionOf(fault, on, topology) !== undefined || electable(topology, on).length === 0
  })
