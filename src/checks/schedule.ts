import { formatMs, formatUs } from '../base/duration.ts'
import type { HarnessRecord, PodStage } from '../history/records.ts'
import { marginMs } from '../prediction/limits-of.ts'
import { predictSchedule, type SchedulePrediction } from '../prediction/predict-schedule.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { type Interval, lengthUs } from './interval.ts'
import { limitText } from './limit-text.ts'

/** A pod that was asked for while a server was down: its creation, and when it was bound, started and ran, if it did. */
interface ScheduledPod {
  pod: string
  createdUs: number
  boundUs: number | undefined
  startedUs: number | undefined
  runningUs: number | undefined
}

/** The pods made to try the scheduler while a server was down, in order of creation. */
export function podsWhileDown({ history, faults }: Pick<Facts, 'history' | 'faults'>): ScheduledPod[] {
  const down = faults.map(downtime)
  const stages = history.harness.filter(
    (record): record is Extract<HarnessRecord, { type: 'pod' }> =>
      record.type === 'pod' && record.purpose === 'schedule',
  )
  const when = (pod: string, stage: PodStage) =>
    stages.find(record => record.pod === pod && record.stage === stage)?.atUs
  return stages
    .filter(({ stage, atUs }) => stage === 'created' && down.some(d => atUs >= d.fromUs && atUs < d.toUs))
    .map(({ pod, atUs }) => ({
      pod,
      createdUs: atUs,
      boundUs: when(pod, 'bound'),
      startedUs: when(pod, 'started'),
      runningUs: when(pod, 'running'),
    }))
}

/** A pod asked for while a server is down runs within the limit; one that never ran is a failure at any limit. */
export function schedule(facts: Facts): Finding[] {
  const { limits } = facts.history.manifest
  const pods = podsWhileDown(facts)
  const predicted = predictionOf(pods, facts)
  const limitMs = limits.scheduleMs ?? (limits.fromModel?.includes('schedule') ? modelLimitMs(predicted) : undefined)
  if (limitMs === undefined && pods.length === 0) return []
  const allowed = limitMs === undefined ? '' : `; ${formatMs(limitMs)} are allowed`
  const head = {
    id: 'schedule',
    title: 'A pod created while a server is down is scheduled and runs',
    limit: limitMs === undefined ? undefined : limitText(limitMs, limits.scheduleMs === undefined),
    theory: predicted,
  }
  if (pods.length === 0) {
    const reason = 'no pod was created while a server was down'
    return [{ ...head, ground: 'absence', verdict: 'unknown', reason, evidence: [] }]
  }
  const endUs = facts.history.harness.at(-1)!.atUs
  const waits = pods.map(pod => ({ ...pod, fromUs: pod.createdUs, toUs: pod.runningUs ?? endUs }))
  const never = waits.find(({ runningUs }) => runningUs === undefined)
  const slowest = never ?? waits.reduce((a, b) => (lengthUs(b) > lengthUs(a) ? b : a))
  const evidence = [{ fromUs: slowest.fromUs, toUs: slowest.toUs, text: storyOf(slowest) }]
  const measured = formatUs(lengthUs(slowest))
  if (never) {
    const reason = `the pod ${never.pod} ${never.boundUs === undefined ? 'was never bound to a node' : 'was bound but never ran'} in ${measured}${allowed}`
    // Watched for less than it was allowed, it may have run yet.
    const watched = limitMs === undefined || lengthUs(slowest) >= limitMs * 1000
    return [{ ...head, ground: 'absence', verdict: watched ? 'fail' : 'unknown', reason, measured: 'never', evidence }]
  }
  const verdict = limitMs !== undefined && lengthUs(slowest) > limitMs * 1000 ? 'fail' : 'pass'
  const reason = `the pod ${slowest.pod} ran ${measured} after its creation${allowed}`
  return [{ ...head, ground: 'timing', verdict, reason, measured, evidence }]
}

const storyOf = ({ pod, createdUs, boundUs, runningUs }: ScheduledPod & Interval): string =>
  [
    `${pod} created`,
    boundUs === undefined ? 'never bound' : `bound after ${formatUs(boundUs - createdUs)}`,
    runningUs === undefined ? 'never running' : `running after ${formatUs(runningUs - createdUs)}`,
  ].join(', ')

/** Of the pod that theory gives most time. */
function predictionOf(pods: readonly ScheduledPod[], { faults, setting }: Facts): SchedulePrediction {
  const all = pods.map(({ createdUs }) => predictSchedule(createdUs, faults, setting))
  const unknown = all.find(({ band }) => band === undefined)
  const [slowest] = all.toSorted((a, b) => (b.band?.toMs ?? 0) - (a.band?.toMs ?? 0))
  return unknown ?? slowest ?? { basis: { kind: 'scheduler-kept' } }
}

const modelLimitMs = ({ band }: SchedulePrediction): number | undefined =>
  band === undefined ? undefined : band.toMs + marginMs
