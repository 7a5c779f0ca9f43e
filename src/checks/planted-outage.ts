import type { ControlKind, HarnessRecord } from '../history/records.ts'
import type { Interval } from './interval.ts'

type ControlRecord = Extract<HarnessRecord, { type: 'control' }>
type Edge = Extract<ControlRecord, { step: 'begin' | 'end' }>

/** An outage that was really made; its edges may lie this much earlier than they are written. */
export interface PlantedOutage extends Interval {
  control: ControlKind
  beginWithinUs: number
  endWithinUs: number
}

/** Why there is no planted outage of a kind. */
export type NotPlanted =
  | { kind: 'control-refused'; control: ControlKind; evidence: string }
  | { kind: 'control-unrecorded'; control: ControlKind }

/** The planted outage of a kind with both its edges, or why there is none. */
export function plantedOutage(
  control: ControlKind,
  harness: readonly HarnessRecord[],
): { planted: PlantedOutage } | { missing: NotPlanted } {
  const mine = harness.filter((record): record is ControlRecord => record.type === 'control' && record.kind === control)
  const refused = mine.find(({ step }) => step === 'refused')
  if (refused) return { missing: { kind: 'control-refused', control, evidence: refused.evidence } }
  const edges = mine.filter((record): record is Edge => record.step !== 'refused')
  const begin = edges.find(({ step }) => step === 'begin')
  const end = edges.find(({ step }) => step === 'end')
  if (begin === undefined || end === undefined) return { missing: { kind: 'control-unrecorded', control } }
  const { atUs: fromUs, withinUs: beginWithinUs } = begin
  const { atUs: toUs, withinUs: endWithinUs } = end
  return { planted: { control, fromUs, toUs, beginWithinUs, endWithinUs } }
}
