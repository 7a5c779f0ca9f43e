import type { ControlKind, HarnessRecord } from '../history/records.ts'
import type { Interval } from './interval.ts'

type ControlRecord = Extract<HarnessRecord, { type: 'control' }>
type Edge = Extract<ControlRecord, { step: 'begin' | 'end' }>

/** An outage that was really made; its edges may lie this much earlier than they are written. */
export interface PlantedOutage extends Interval {
  kind: ControlKind
  beginWithinUs: number
  endWithinUs: number
}

/** The planted outage of a kind with both its edges, or in words why there is none. */
export function plantedOutage(kind: ControlKind, harness: readonly HarnessRecord[]): PlantedOutage | string {
  const mine = harness.filter((record): record is ControlRecord => record.type === 'control' && record.kind === kind)
  const refused = mine.find(({ step }) => step === 'refused')
  if (refused) return `${kind} could not be planted, ${refused.evidence}`
  const edges = mine.filter((record): record is Edge => record.step !== 'refused')
  const begin = edges.find(({ step }) => step === 'begin')
  const end = edges.find(({ step }) => step === 'end')
  if (begin === undefined || end === undefined) return `the record does not tell when the ${kind} was planted`
  return { kind, fromUs: begin.atUs, toUs: end.atUs, beginWithinUs: begin.withinUs, endWithinUs: end.withinUs }
}
