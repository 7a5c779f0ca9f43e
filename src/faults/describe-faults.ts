import { refusalOn } from '../chaos/refusal-on.ts'
import type { KernelFeatures, NetworkTool } from '../engine/kernel-features.ts'
import type { Role } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { catalogue } from './catalogue.ts'
import type { KernelNeed } from './fault.ts'
import { makeFault } from './make-fault.ts'
import { missingKernelFeature, missingTool } from './refusal-of.ts'

/** One fault for those who choose. */
export interface FaultDescription {
  name: string
  does: string
  targetRoles: readonly Role[]
  /** What it needs of the kernel, and whether that is there; undefined where nobody could look, for want of a tool or at all. */
  needs: { feature: KernelNeed; isPresent: boolean | undefined; missingTool?: NetworkTool }[]
  /** How often a schedule draws it against the others; 0: by its name only, or never. */
  weight: number
  /** Why it cannot be, on this host or on the topology. */
  refusal?: string
}

/** All faults of the catalogue, for a host with these features, and for a topology. */
export function describeFaults(features: KernelFeatures | undefined, topology?: Topology): FaultDescription[] {
  return Object.keys(catalogue).map(name => {
    const fault = makeFault(name)
    const refusal = (topology && refusalOn(fault, topology)) ?? missingKernelFeature(fault, features)
    return {
      name,
      does: fault.summary,
      targetRoles: fault.targetRoles,
      needs: (fault.needs ?? []).map(feature => needOf(feature, features)),
      weight: fault.drawn?.weight ?? 0,
      ...(refusal !== undefined && { refusal }),
    }
  })
}

function needOf(feature: KernelNeed, features: KernelFeatures | undefined): FaultDescription['needs'][number] {
  const tool = features && missingTool(feature, features)
  return { feature, isPresent: features?.[feature], ...(tool !== undefined && { missingTool: tool }) }
}
