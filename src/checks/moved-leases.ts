import type { HarnessRecord } from '../history/records.ts'
import type { FaultStory } from './fault-story.ts'
import { heldBy, holdersBefore } from './lease-holders.ts'

/** Leases that the victim held, by name, with the moment at which another holder was first read. */
export function movedLeases(
  { call }: FaultStory,
  harness: readonly HarnessRecord[],
): { lease: string; atUs: number }[] {
  const held = [...holdersBefore(call.atUs, harness)].filter(([, holder]) => heldBy(call.node, holder))
  return held
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([lease, holder]) => {
      const moved = harness.find(
        r => r.type === 'lease' && r.lease === lease && r.atUs > call.atUs && ![holder, ''].includes(r.holder),
      )
      // An empty holder has released the lease, and nobody has it yet.
      return moved === undefined ? [] : [{ lease, atUs: moved.atUs }]
    })
}
