import type { FaultInstance } from '../../history/fault-instance.ts'
import { beginText } from '../fault-times.ts'
import type { StoreAway } from './store-away.ts'

/** Every stretch in which a fault kept the datastore from taking writes, while it answered reads. */
export const lockedStore = (faults: readonly FaultInstance[], endUs: number): StoreAway[] =>
  faults
    .filter(({ effect }) => effect.does === 'read-only')
    .map(fault => ({
      fromUs: fault.calledUs,
      toUs: fault.healedUs ?? endUs,
      what: 'the datastore took no writes',
      takesReads: true,
      event: beginText(fault),
    }))
