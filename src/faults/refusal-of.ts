import { refusalOn } from '../chaos/refusal-on.ts'
import { featureWords, type KernelFeatures } from '../engine/kernel-features.ts'
import type { Topology } from '../topology/topology.ts'
import type { Fault } from './fault.ts'

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
  const missing = needs.filter(need => !features[need]).map(need => featureWords[need][0])
  return missing.length === 0 ? undefined : `this host's kernel has no ${missing.join(' and no ')}`
}
