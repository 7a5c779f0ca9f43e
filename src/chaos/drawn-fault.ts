import type { FaultEffect } from '../history/records.ts'
import type { NodeId, Role } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { Drawing } from './drawing.ts'

/** What drawing must know of a fault of the catalogue. */
export interface DrawnFault {
  /** Its name in the catalogue. */
  name: string
  /** Its standard verb. */
  kind: string
  drawn: Drawing
  targetRoles: readonly Role[]
  refusal?(topology: Topology): string | undefined
  effect(node: NodeId, group: readonly NodeId[], topology: Topology): FaultEffect
}
