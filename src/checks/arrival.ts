import { formatMs, formatUs } from '../base/duration.ts'
import type { HarnessRecord, RejoinStage } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Finding } from './finding.ts'

/** A node that was started, and the stages that it had to reach. */
interface Arrival {
  node: NodeId
  startUs: number
  stages: readonly RejoinStage[]
  /** When it reached each; those that it did not reach are absent. */
  reached: ReadonlyMap<RejoinStage, number>
  limitMs: number | undefined
  /** What may say that it was waited for in vain. */
  harness: readonly HarnessRecord[]
  /** What it became with each stage. */
  words: Record<RejoinStage, string>
  /** What all of them together are called. */
  served: 'served' | 'served again'
}

/** Whether a node that was started reached all its stages, and in time. */
export function arrivalOf({
  node,
  startUs,
  stages,
  reached,
  limitMs,
  harness,
  words,
  served,
}: Arrival): Pick<Finding, 'ground' | 'verdict' | 'reason' | 'measured' | 'evidence'> {
  const afterStart = [...reached].map(([stage, atUs]) => `${stage} ${formatUs(atUs - startUs)}`)
  const lastUs = Math.max(startUs, ...reached.values())
  const evidence = [{ fromUs: startUs, toUs: lastUs, text: `after its start: ${afterStart.join(', ') || 'nothing'}` }]
  const missing = stages.filter(stage => !reached.has(stage))
  if (missing.length > 0) {
    // A final record says that it was waited for in vain; without one nobody looked.
    const denied = missing.flatMap(stage => deniedBy(node, stage, harness) ?? [])
    const become = missing.map(stage => words[stage]).join(', ')
    const seen = denied.map(record => `seen: ${record.seen}`).join(', ')
    const reason =
      denied.length > 0
        ? `${node} did not become ${become}; ${seen}`
        : `it was not observed that ${node} became ${become}`
    const verdict = denied.length > 0 ? 'fail' : 'unknown'
    return { ground: 'absence', verdict, reason, measured: `not ${missing.join(', ')}`, evidence }
  }
  const measured = formatUs(lastUs - startUs)
  const isLate = limitMs !== undefined && lastUs - startUs > limitMs * 1000
  const allowed = limitMs === undefined ? '' : `; ${formatMs(limitMs)} are allowed`
  const reason = `${node} ${served} in every respect ${measured} after its start${allowed}`
  return { ground: 'timing', verdict: isLate ? 'fail' : 'pass', reason, measured, evidence }
}

const deniedBy = (node: NodeId, stage: RejoinStage, harness: readonly HarnessRecord[]) =>
  harness.find(
    (record): record is Extract<HarnessRecord, { type: 'final' }> =>
      record.type === 'final' && record.subject === `${node} ${stage}` && !record.holds,
  )
