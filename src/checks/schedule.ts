import { podWatchMs } from '../history/pod-watch.ts'
import type { HarnessRecord, PodStage } from '../history/records.ts'
import { marginMs } from '../prediction/limits-of.ts'
import { predictSchedule, type SchedulePrediction } from '../prediction/predict-schedule.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { lengthUs } from './interval.ts'
import { durationLimit } from './measured.ts'
import { deletionOf, type PodDeletion } from './pod-deletion.ts'

/** What is said of a new pod. */
export interface ScheduleCheck {
  promise: { kind: 'schedule' }
  reason:
    | { kind: 'no-pod-created' }
    | { kind: 'pod-never-ran'; pod: string; isBound: boolean; afterUs: number; limitMs?: number }
    | ({ kind: 'pod-deleted'; pod: string; afterUs: number; limitMs?: number } & Omit<PodDeletion, 'atUs'>)
    | { kind: 'pod-ran'; pod: string; afterUs: number; limitMs?: number }
  /** Times from its creation. */
  seen: { kind: 'pod-followed'; pod: string; boundAfterUs?: number; runningAfterUs?: number; deletedAfterUs?: number }
}

/** A pod that was asked for while a server was down: its creation, when it was bound, started and ran, and its end, if it did not. */
interface ScheduledPod {
  pod: string
  createdUs: number
  boundUs: number | undefined
  startedUs: number | undefined
  runningUs: number | undefined
  deletion: PodDeletion | undefined
}

/** The pods made to try the scheduler while a server was down, in order of creation. */
export function podsWhileDown({ history, faults }: Pick<Facts, 'history' | 'faults'>): ScheduledPod[] {
  const down = faults.map(downtime)
  const watchUs = podWatchMs(history.manifest.limits) * 1000
  const stages = history.harness.filter(
    (record): record is Extract<HarnessRecord, { type: 'pod' }> =>
      record.type === 'pod' && record.purpose === 'schedule',
  )
  const when = (pod: string, stage: PodStage) =>
    stages.find(record => record.pod === pod && record.stage === stage)?.atUs
  return stages
    .filter(({ stage, atUs }) => stage === 'created' && down.some(d => atUs >= d.fromUs && atUs < d.toUs))
    .map(({ pod, atUs }) => {
      const runningUs = when(pod, 'running')
      return {
        pod,
        createdUs: atUs,
        boundUs: when(pod, 'bound'),
        startedUs: when(pod, 'started'),
        runningUs,
        deletion: runningUs === undefined ? deletionOf(pod, history.harness, atUs + watchUs) : undefined,
      }
    })
}

/** A pod asked for while a server is down runs within the limit; one that never ran is a failure at any limit. */
export function schedule(facts: Facts): Finding<ScheduleCheck>[] {
  const { limits } = facts.history.manifest
  const pods = podsWhileDown(facts)
  const predicted = predictionOf(pods, facts)
  const limitMs = limits.scheduleMs ?? (limits.fromModel?.includes('schedule') ? modelLimitMs(predicted) : undefined)
  if (limitMs === undefined && pods.length === 0) return []
  const head = {
    id: 'schedule',
    promise: { kind: 'schedule' },
    limit: limitMs === undefined ? undefined : durationLimit(limitMs, limits.scheduleMs === undefined),
    theory: predicted,
  } as const
  if (pods.length === 0) {
    return [{ ...head, evidenceKind: 'absence', verdict: 'unknown', reason: { kind: 'no-pod-created' }, evidence: [] }]
  }
  const endUs = facts.history.harness.at(-1)!.atUs
  const waits = pods.map(pod => ({ ...pod, fromUs: pod.createdUs, toUs: pod.runningUs ?? pod.deletion?.atUs ?? endUs }))
  const never = waits.find(({ runningUs }) => runningUs === undefined)
  const slowest = never ?? waits.reduce((a, b) => (lengthUs(b) > lengthUs(a) ? b : a))
  const evidence = [{ fromUs: slowest.fromUs, toUs: slowest.toUs, seen: seenOf(slowest) }]
  const { pod } = slowest
  const afterUs = lengthUs(slowest)
  const allowed = limitMs !== undefined && { limitMs }
  if (never?.deletion) {
    const { atUs: _, ...how } = never.deletion
    const reason = { kind: 'pod-deleted', pod, afterUs, ...allowed, ...how } as const
    return [{ ...head, evidenceKind: 'absence', verdict: 'fail', reason, measured: { outcome: 'never' }, evidence }]
  }
  if (never) {
    const isBound = never.boundUs !== undefined
    const reason = { kind: 'pod-never-ran', pod, isBound, afterUs, ...allowed } as const
    // Watched for less than it was allowed, it may have run yet.
    const verdict = limitMs === undefined || afterUs >= limitMs * 1000 ? 'fail' : 'unknown'
    return [{ ...head, evidenceKind: 'absence', verdict, reason, measured: { outcome: 'never' }, evidence }]
  }
  const verdict = limitMs !== undefined && afterUs > limitMs * 1000 ? 'fail' : 'pass'
  const reason = { kind: 'pod-ran', pod, afterUs, ...allowed } as const
  return [
    { ...head, evidenceKind: 'timing', verdict, reason, measured: { unit: 'ms', value: afterUs / 1000 }, evidence },
  ]
}

const seenOf = ({ pod, createdUs, boundUs, runningUs, deletion }: ScheduledPod): ScheduleCheck['seen'] => ({
  kind: 'pod-followed',
  pod,
  ...(boundUs !== undefined && { boundAfterUs: boundUs - createdUs }),
  ...(runningUs !== undefined && { runningAfterUs: runningUs - createdUs }),
  ...(deletion && { deletedAfterUs: deletion.atUs - createdUs }),
})

/** Of the pod that theory gives most time. */
function predictionOf(pods: readonly ScheduledPod[], { faults, setting }: Facts): SchedulePrediction {
  const all = pods.map(({ createdUs }) => predictSchedule(createdUs, faults, setting))
  const unknown = all.find(({ band }) => band === undefined)
  const [slowest] = all.toSorted((a, b) => (b.band?.toMs ?? 0) - (a.band?.toMs ?? 0))
  return unknown ?? slowest ?? { basis: { kind: 'scheduler-kept' } }
}

const modelLimitMs = ({ band }: SchedulePrediction): number | undefined =>
  band === undefined ? undefined : band.toMs + marginMs
