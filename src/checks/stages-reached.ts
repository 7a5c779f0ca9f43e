import type { FaultInstance } from '../history/fault-instance.ts'
import type { History } from '../history/history.ts'
import type { HarnessRecord, RejoinStage } from '../history/records.ts'
import { rejoinStagesOf } from '../history/rejoin-stages.ts'
import type { NodeId } from '../topology/node-id.ts'
import { livesAfter } from './fault-times.ts'

/**
 * When the victim of a fault reached each stage of rejoining, in the first life in which it reached all, or else in its
 * last: what it was before it ended once more counts only if it was whole. Stages it did not reach are absent.
 */
export function stagesReached(
  fault: FaultInstance,
  { harness, manifest }: Pick<History, 'harness' | 'manifest'>,
): Map<RejoinStage, number> {
  const { node } = fault
  const lives = livesAfter(fault, harness).map(
    ({ fromUs, toUs }) => new Map([...stagesSince(fromUs, node, harness)].filter(([, atUs]) => atUs < toUs)),
  )
  const isWhole = (reached: ReadonlyMap<RejoinStage, number>) =>
    rejoinStagesOf(manifest.topology, node).every(stage => reached.has(stage))
  return lives.find(isWhole) ?? lives.at(-1) ?? new Map()
}

/** When a node first reached each stage from a moment on. */
export function stagesSince(us: number, node: NodeId, harness: readonly HarnessRecord[]): Map<RejoinStage, number> {
  const reached = new Map<RejoinStage, number>()
  for (const record of harness) {
    if (record.type !== 'recovered' || record.node !== node || record.atUs < us) continue
    if (!reached.has(record.stage)) reached.set(record.stage, record.atUs)
  }
  return reached
}
