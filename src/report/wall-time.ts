import type { ClockAnchor } from '../base/clock.ts'

/** The date of a moment of the record, by the anchor that was read together with its clock. */
export const wallTime = (atUs: number, anchor: ClockAnchor): Date =>
  new Date(Math.round(anchor.wallMs + (atUs - anchor.monotonicUs) / 1000))
