import { keepsRunning } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Interval } from './interval.ts'

/** While the node was down: from the engine's event (else the call) to the call that heals. */
export const downtime = ({ calledUs, beganUs, healCalledUs, healedUs }: FaultInstance): Interval => ({
  fromUs: beganUs ?? calledUs,
  toUs: healCalledUs ?? healedUs ?? Number.MAX_SAFE_INTEGER,
})

/** From a fault's begin until its victim was back in every respect; without an end if that was not seen. */
export const untilRejoined = ({ calledUs, beganUs, backUs }: FaultInstance): Interval => ({
  fromUs: beganUs ?? calledUs,
  toUs: backUs ?? Number.POSITIVE_INFINITY,
})

/** The engine stamps its events by the wall clock; brought to the monotonic one they may come out this much early. */
const engineSlackUs = 100_000

/** Whether an event is one of the victim's while it was told to end and to start: from the call until it was healed. */
export const struck = ({ node, calledUs, healedUs }: FaultInstance, event: { node: NodeId; atUs: number }): boolean =>
  event.node === node && event.atUs >= calledUs - engineSlackUs && event.atUs <= (healedUs ?? Number.MAX_SAFE_INTEGER)

/** When a victim was started or let go on after its fault, as the engine tells it. */
export const startAfter = (fault: FaultInstance, harness: readonly HarnessRecord[]): number | undefined =>
  keepsRunning(fault) ? fault.healedUs : startSeen(fault, harness)

function startSeen(fault: FaultInstance, harness: readonly HarnessRecord[]): number | undefined {
  const { fromUs, toUs } = downtime(fault)
  const starts = harness.filter(
    record =>
      record.type === 'engine' &&
      (record.action === 'start' || record.action === 'unpause') &&
      record.node === fault.node,
  )
  const healed = starts.find(({ atUs }) => atUs >= (fault.healCalledUs ?? fromUs) - engineSlackUs)
  // What passes by itself was started before anybody called it healed.
  return (healed ?? starts.findLast(({ atUs }) => atUs >= fromUs && atUs <= toUs))?.atUs
}

/**
 * The lives of a victim from its healing on, until another fault struck it: it may end by itself and be started again.
 */
export function livesAfter(fault: FaultInstance, harness: readonly HarnessRecord[]): Interval[] {
  const { node } = fault
  const firstUs = startAfter(fault, harness)
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
