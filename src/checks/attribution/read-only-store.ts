import type { FaultInstance } from '../../history/fault-instance.ts'
import { faultBegan } from './node-event.ts'
import type { StoreDisruption } from './store-disruption.ts'

/** Every stretch in which a fault kept the datastore from taking writes, while it answered reads. */
export const readOnlyStore = (faults: readonly FaultInstance[], endUs: number): StoreDisruption[] =>
  faults
    .filter(({ effect }) => effect.does === 'read-only')
    .map(fault => ({
      fromUs: fault.calledUs,
      toUs: fault.healedUs ?? endUs,
      state: 'store-read-only',
      events: [faultBegan(fault)],
    }))
