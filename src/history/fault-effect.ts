import type { FaultEffect, HarnessRecord } from './records.ts'

type Call = Pick<Extract<HarnessRecord, { type: 'fault'; step: 'call' }>, 'kind' | 'effect'>

/** What a fault does to its node; of a record without it, what its kind did when there were but these. */
export const effectOf = ({ kind, effect }: Call): FaultEffect =>
  effect ?? (kind === 'pause' ? { does: 'freeze' } : { does: 'end' })
