import { distributionOf } from '../distributions/distribution-of.ts'
import type { Topology } from '../topology/topology.ts'

interface RefusableFault {
  kind: string
  refusal?(topology: Topology): string | undefined
}

/** Why a fault cannot be on a topology: by what its distribution is, or by itself; undefined when it can. */
export const refusalOn = (fault: RefusableFault, topology: Topology): string | undefined =>
  distributionOf(topology).refusedFaults[fault.kind] ?? fault.refusal?.(topology)
