import type { FaultInstance } from '../history/fault-instance.ts'
import type { HarnessRecord } from '../history/records.ts'
import { heldBy, holdersBefore } from './lease-holders.ts'

/** Leases that the victim held, by name, with the moment at which another holder was first read. */
export function movedLeases(
  { node, calledUs }: FaultInstance,
  harness: readonly HarnessRecord[],
): { lease: string; atUs: number }[] {
  const held = [...holdersBefore(calledUs, harness)].filter(([, holder]) => heldBy(node, holder))
  return held
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([lease, holder]) => {
      const moved = harness.find(
        r => r.type === 'lease' && r.lease === lease && r.atUs > calledUs && ![holder, ''].includes(r.holder),
      )
      // An empty holder has released the lease, and nobody has it yet.
      return moved === undefined ? [] : [{ lease, atUs: moved.atUs }]
    })
}
