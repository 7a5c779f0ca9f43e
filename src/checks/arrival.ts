import type { HarnessRecord, RejoinStage } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Finding } from './finding.ts'

/** Which promise is kept: that a node comes back, or that a new one comes. */
type Way = 'rejoin' | 'join'

/** What is said of a node that was started, and had to reach some stages. */
export interface ArrivalCheck {
  promise: { kind: Way }
  reason:
    | { kind: 'start-unseen'; node: NodeId; way: Way }
    /** Observers that waited for it in vain wrote what they saw instead. */
    | { kind: 'not-arrived'; node: NodeId; way: Way; missing: readonly RejoinStage[]; observed: string[] }
    | { kind: 'arrived'; node: NodeId; way: Way; afterUs: number; limitMs?: number }
  seen: { kind: 'stages-reached'; stages: { stage: RejoinStage; afterUs: number }[] }
}

/** A node that was started, and the stages that it had to reach. */
interface Arrival {
  node: NodeId
  way: Way
  startUs: number
  stages: readonly RejoinStage[]
  /** When it reached each; those that it did not reach are absent. */
  reached: ReadonlyMap<RejoinStage, number>
  limitMs: number | undefined
  /** What may say that it was waited for in vain. */
  harness: readonly HarnessRecord[]
}

/** Whether a node that was started reached all its stages, and in time. */
export function arrivalOf({
  node,
  way,
  startUs,
  stages,
  reached,
  limitMs,
  harness,
}: Arrival): Pick<Finding<ArrivalCheck>, 'evidenceKind' | 'verdict' | 'reason' | 'measured' | 'evidence'> {
  const afterStart = [...reached].map(([stage, atUs]) => ({ stage, afterUs: atUs - startUs }))
  const lastUs = Math.max(startUs, ...reached.values())
  const seen = { kind: 'stages-reached', stages: afterStart } as const
  const evidence = [{ fromUs: startUs, toUs: lastUs, seen }]
  const missing = stages.filter(stage => !reached.has(stage))
  if (missing.length > 0) {
    // A final record says that it was waited for in vain; without one nobody looked.
    const denied = missing.flatMap(stage => deniedBy(node, stage, harness) ?? [])
    const reason = { kind: 'not-arrived', node, way, missing, observed: denied.map(record => record.seen) } as const
    const verdict = denied.length > 0 ? 'fail' : 'unknown'
    return {
      evidenceKind: 'absence',
      verdict,
      reason,
      measured: { outcome: 'not-reached', stages: missing },
      evidence,
    }
  }
  const afterUs = lastUs - startUs
  const isLate = limitMs !== undefined && afterUs > limitMs * 1000
  return {
    evidenceKind: 'timing',
    verdict: isLate ? 'fail' : 'pass',
    reason: { kind: 'arrived', node, way, afterUs, ...(limitMs !== undefined && { limitMs }) },
    measured: { unit: 'ms', value: afterUs / 1000 },
    evidence,
  }
}

const deniedBy = (node: NodeId, stage: RejoinStage, harness: readonly HarnessRecord[]) =>
  harness.find(
    (record): record is Extract<HarnessRecord, { type: 'final' }> =>
      record.type === 'final' && record.subject === `${node} ${stage}` && !record.holds,
  )
