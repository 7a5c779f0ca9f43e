import type { Topology } from '../topology/topology.ts'
import { type CapacityLoss, capacityLossOf } from './capacity-loss.ts'
import type { DrawnFault } from './drawn-fault.ts'
import { refusalOn } from './refusal-on.ts'
import { roleOfTarget, type Target, targetsOf } from './target.ts'

/** A fault and whom it may strike: what is drawn. */
export interface DrawOption {
  fault: DrawnFault
  target: Target
  loss: CapacityLoss
  /** How often it is drawn against the others. */
  weight: number
}

/** All that may be drawn of a fault on a topology, or why nothing may. */
export function drawOptions(fault: DrawnFault, topology: Topology): DrawOption[] | string {
  const { targetRoles, drawn } = fault
  const refusal = refusalOn(fault, topology)
  if (refusal !== undefined) return refusal
  const roles = targetRoles.filter(role => drawn.roles?.includes(role) ?? true)
  const options = targetsOf(topology)
    .filter(target => roles.includes(roleOfTarget(target)) && !drawn.except?.includes(target.selector))
    .map(target => {
      const loss = capacityLossOf(fault, target, topology)
      return { fault, target, loss, weight: drawn.weight * target.weight }
    })
  return options.length > 0 ? options : `it is drawn for ${roles.join(', ')}, and none of these can be struck`
}
