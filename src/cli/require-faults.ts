import { BadInputError, FaultError } from '../base/errors.ts'
import type { Schedule } from '../chaos/schedule.ts'
import type { KernelFeatures } from '../engine/kernel-features.ts'
import { makeFault } from '../faults/make-fault.ts'
import { lackOf } from '../faults/refusal-of.ts'

const hint = "name others by --faults; 'holdfast faults' says which can be"

/** @throws BadInputError when a fault of the schedule cannot be on its topology */
export function requireFitting({ strikes, topology }: Schedule): void {
  for (const { fault, options } of strikes) {
    const refusal = makeFault(fault, options).refusal?.(topology)
    if (refusal !== undefined) throw new BadInputError(`${fault} cannot be on this topology: ${refusal}`, { hint })
  }
}

/** @throws FaultError when this host cannot carry a fault of the schedule */
export async function requireHost(
  { strikes }: Schedule,
  look: () => Promise<KernelFeatures | undefined>,
): Promise<void> {
  const needy = strikes
    .map(({ fault, options }) => ({ name: fault, ...makeFault(fault, options) }))
    .filter(({ needs = [] }) => needs.length > 0)
  if (needy.length === 0) return
  const features = await look()
  for (const fault of needy) {
    const lack = lackOf(fault, features)
    if (lack !== undefined) throw new FaultError(`${fault.name} cannot be on this host: ${lack}`, { hint })
  }
}
