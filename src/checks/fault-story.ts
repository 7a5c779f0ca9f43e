import { goesOn } from '../history/fault-effect.ts'
import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Interval } from './interval.ts'

type FaultRecord = Extract<HarnessRecord, { type: 'fault' }>
type Step<Name extends FaultRecord['step']> = Extract<FaultRecord, { step: Name }>

/** One fault as its records tell it, from the call that injects it to its healing. */
export interface FaultStory {
  id: string
  call: Step<'call'>
  begin?: Step<'begin'>
  roles: Step<'role'>[]
  proofs: Step<'proof'>[]
  healCallUs?: number
  healedUs?: number
}

/** All faults of a run, in the order in which they were called. */
export function faultStories(harness: readonly HarnessRecord[]): FaultStory[] {
  const stories = new Map<string, FaultStory>()
  for (const record of harness) {
    if (record.type !== 'fault') continue
    if (record.step === 'call') stories.set(record.fault, { id: record.fault, call: record, roles: [], proofs: [] })
  }
  for (const record of harness) {
    const story = record.type === 'fault' ? stories.get(record.fault) : undefined
    if (story === undefined || record.type !== 'fault') continue
    if (record.step === 'begin') story.begin = record
    if (record.step === 'role') story.roles.push(record)
    if (record.step === 'proof') story.proofs.push(record)
    if (record.step === 'heal-call') story.healCallUs = record.atUs
    if (record.step === 'healed') story.healedUs = record.atUs
  }
  return [...stories.values()]
}

/** While the node was down: from the engine's event (else the call) to the call that heals. */
export const downtime = ({ call, begin, healCallUs, healedUs }: FaultStory): Interval => ({
  fromUs: begin?.atUs ?? call.atUs,
  toUs: healCallUs ?? healedUs ?? Number.MAX_SAFE_INTEGER,
})

/** The engine stamps its events by the wall clock; brought to the monotonic one they may come out this much early. */
const engineSlackUs = 100_000

/** Whether an event is one of the victim's while it was told to end and to start: from the call until it was healed. */
export const struck = ({ call, healedUs }: FaultStory, { node, atUs }: { node: NodeId; atUs: number }): boolean =>
  node === call.node && atUs >= call.atUs - engineSlackUs && atUs <= (healedUs ?? Number.MAX_SAFE_INTEGER)

/** When a victim was started or let go on after its fault, as the engine tells it. */
export const startAfter = (story: FaultStory, harness: readonly HarnessRecord[]): number | undefined =>
  goesOn(story.call) ? story.healedUs : startSeen(story, harness)

function startSeen(story: FaultStory, harness: readonly HarnessRecord[]): number | undefined {
  const { fromUs, toUs } = downtime(story)
  const starts = harness.filter(
    record =>
      record.type === 'engine' &&
      (record.action === 'start' || record.action === 'unpause') &&
      record.node === story.call.node,
  )
  const healed = starts.find(({ atUs }) => atUs >= (story.healCallUs ?? fromUs) - engineSlackUs)
  // What passes by itself was started before anybody called it healed.
  return (healed ?? starts.findLast(({ atUs }) => atUs >= fromUs && atUs <= toUs))?.atUs
}

/**
 * The lives of a victim from its healing on, until another fault struck it: it may end by itself and be started again.
 */
export function livesAfter(story: FaultStory, harness: readonly HarnessRecord[]): Interval[] {
  const { node } = story.call
  const firstUs = startAfter(story, harness)
  if (firstUs === undefined) return []
  const next = harness.find(r => r.type === 'fault' && r.step === 'call' && r.node === node && r.atUs > firstUs)
  const endUs = next?.atUs ?? Number.POSITIVE_INFINITY
  const starts = harness.flatMap(r =>
    r.type === 'engine' && r.action === 'start' && r.node === node && r.atUs > firstUs && r.atUs < endUs
      ? [r.atUs]
      : [],
  )
  return [firstUs, ...starts].map((fromUs, index) => ({ fromUs, toUs: starts[index] ?? endUs }))
}
