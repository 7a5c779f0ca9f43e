import { refusalOn } from '../chaos/refusal-on.ts'
import { featureWords, type KernelFeatures, type NetworkTool, toolOf } from '../engine/kernel-features.ts'
import type { Topology } from '../topology/topology.ts'
import type { Fault, KernelNeed } from './fault.ts'

/**
 * Why a fault cannot be on this topology, or on a host with these features; undefined when it can, as far as is known
 * of the host.
 */
export function refusalOf(fault: Fault, topology: Topology, features?: KernelFeatures): string | undefined {
  return refusalOn(fault, topology) ?? missingKernelFeature(fault, features)
}

/** Why a fault cannot be on a host with these features; undefined when it can, or nothing is known of the host. */
export function missingKernelFeature(
  { needs = [] }: Pick<Fault, 'needs'>,
  features?: KernelFeatures,
): string | undefined {
  if (features === undefined) return undefined
  const lacking = needs.filter(need => features[need] === false).map(need => featureWords[need][0])
  const untried = needs.filter(need => features[need] === undefined)
  const reasons = [
    ...(lacking.length === 0 ? [] : [`this host's kernel has no ${lacking.join(' and no ')}`]),
    ...untried.map(need => `the tools image has no ${missingTool(need, features)} for ${featureWords[need][0]}`),
  ]
  return reasons.length === 0 ? undefined : reasons.join('; ')
}

/** The program for want of which a feature could not be tried; undefined when it could. */
export const missingTool = (need: KernelNeed, features: KernelFeatures): NetworkTool | undefined =>
  need === 'pause' || features[need] !== undefined ? undefined : toolOf[need]
