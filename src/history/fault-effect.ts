import type { FaultEffect, HarnessRecord } from './records.ts'

type Call = Pick<Extract<HarnessRecord, { type: 'fault'; step: 'call' }>, 'kind' | 'effect'>

/** Whether a node comes back as another member of etcd than it was. */
export function forgets(call: Call): boolean {
  const effect = effectOf(call)
  return call.kind === 'replace' || (effect.does === 'end' && effect.forgets === true)
}

/** A node that lives through a fault: it is let go on where it is healed, and nobody needs to start it. */
export const goesOn = (call: Call): boolean => !['end', 'freeze'].includes(effectOf(call).does)

/** What a fault does to its node; of a record without it, what its kind did when there were but these. */
export const effectOf = ({ kind, effect }: Call): FaultEffect =>
  effect ?? (kind === 'pause' ? { does: 'freeze' } : { does: 'end' })
