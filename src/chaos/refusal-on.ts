import { distributionOf } from '../distributions/distribution-of.ts'
import { type Role, roleOf } from '../topology/node-id.ts'
import { nodesOf } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'

interface RefusableFault {
  kind: string
  targetRoles: readonly Role[]
  refusal?(topology: Topology): string | undefined
}

/** Why a fault cannot be on a topology: nobody is there to strike, by what its distribution is, or by itself; undefined when it can. */
export const refusalOn = (fault: RefusableFault, topology: Topology): string | undefined =>
  strikesNobody(fault, topology) ?? distributionOf(topology).refusedFaults[fault.kind] ?? fault.refusal?.(topology)

const strikesNobody = ({ targetRoles }: RefusableFault, topology: Topology): string | undefined =>
  nodesOf(topology).some(node => targetRoles.includes(roleOf(node)))
    ? undefined
    : `it strikes ${targetRoles.join(', ')}, and there is none`
