import { BadInputError, FaultError } from '../base/errors.ts'
import { refusalOn } from '../chaos/refusal-on.ts'
import type { Schedule } from '../chaos/schedule.ts'
import type { KernelFeatures } from '../engine/kernel-features.ts'
import { makeFault } from '../faults/make-fault.ts'
import { missingKernelFeature } from '../faults/refusal-of.ts'

const hint = "name others by --faults; 'holdfast faults' says which can be"

/** @throws BadInputError when a fault of the schedule cannot be on its topology */
export function requireFitting({ faults, topology }: Schedule): void {
  for (const { fault, options } of faults) {
    const refusal = refusalOn(makeFault(fault, options), topology)
    if (refusal !== undefined) throw new BadInputError(`${fault} cannot be on this topology: ${refusal}`, { hint })
  }
}

/** @throws FaultError when this host cannot carry a fault of the schedule */
export async function requireHost(
  { faults }: Schedule,
  look: () => Promise<KernelFeatures | undefined>,
): Promise<void> {
  const needy = faults
    .map(({ fault, options }) => ({ name: fault, ...makeFault(fault, options) }))
    .filter(({ needs = [] }) => needs.length > 0)
  if (needy.length === 0) return
  const features = await look()
  for (const fault of needy) {
    const feature = missingKernelFeature(fault, features)
    if (feature !== undefined) throw new FaultError(`${fault.name} cannot be on this host: ${feature}`, { hint })
  }
}
