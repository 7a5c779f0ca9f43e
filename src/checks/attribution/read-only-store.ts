import { effectOf } from '../../history/fault-effect.ts'
import type { FaultStory } from '../fault-story.ts'
import { faultBegan } from './node-event.ts'
import type { StoreDisruption } from './store-disruption.ts'

/** Every stretch in which a fault kept the datastore from taking writes, while it answered reads. */
export const readOnlyStore = (faults: readonly FaultStory[], endUs: number): StoreDisruption[] =>
  faults
    .filter(({ call }) => effectOf(call).does === 'lock')
    .map(fault => ({
      fromUs: fault.call.atUs,
      toUs: fault.healedUs ?? endUs,
      state: 'store-read-only',
      events: [faultBegan(fault)],
    }))
