import type { Outage } from '../judgement.ts'

/** A part of an outage with a name, resting on an observed event. */
export type Cause = Outage['causes'][number]
