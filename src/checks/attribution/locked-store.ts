import { effectOf } from '../../history/fault-effect.ts'
import type { FaultStory } from '../fault-story.ts'
import type { StoreAway } from './store-away.ts'

/** Every stretch in which a fault kept the datastore from taking writes, while it answered reads. */
export const lockedStore = (faults: readonly FaultStory[], endUs: number): StoreAway[] =>
  faults
    .filter(({ call }) => effectOf(call).does === 'lock')
    .map(({ call, begin, healedUs = endUs }) => ({
      fromUs: call.atUs,
      toUs: healedUs,
      what: 'the datastore took no writes',
      takesReads: true,
      event: begin?.evidence ?? `${call.kind} of ${call.node} was called`,
    }))
