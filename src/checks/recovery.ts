import type { FaultInstance } from '../history/fault-instance.ts'
import type { Operation } from '../history/records.ts'
import { rejoinStages } from '../history/records.ts'
import { predictStage } from '../prediction/predict-stage.ts'
import type { StageKind } from '../prediction/stage-kind.ts'
import { roleOf } from '../topology/node-id.ts'
import type { Facts } from './facts.ts'
import { downtime, startAfter } from './fault-times.ts'
import type { Interval } from './interval.ts'
import type { RecoveryStage } from './judgement.ts'
import { isNamed } from './lease-holders.ts'
import { movedLeases } from './moved-leases.ts'
import { redundancyRestored } from './redundancy.ts'
import { replicasMoved } from './replicas-moved.ts'
import { podsWhileDown } from './schedule.ts'
import { serviceBack } from './service-back.ts'
import type { StageDetail } from './stage-detail.ts'
import { stageDisagreement } from './stage-disagreement.ts'
import { stagesReached } from './stages-reached.ts'

interface Mark {
  stage: StageKind
  atUs?: number | undefined
  detail?: StageDetail | undefined
}

const judgedOperations: readonly Operation[] = ['cached-read', 'quorum-read', 'write']
/** What pods ask of the cluster itself. */
const askedFromPods: readonly Operation[] = ['dns', 'service']

/** The moments of recovery from each fault, in order of time. A stage that did not come is not there. */
export function recoveryOf(facts: Facts): RecoveryStage[] {
  const { harness } = facts.history
  const stages = facts.faults.flatMap(fault => {
    const startUs = startAfter(fault, harness)
    const afterStart = startUs === undefined ? [] : dated(fault, 'start', startUs, marksOfReturn(fault, startUs, facts))
    const { fromUs } = downtime(fault)
    return [
      ...dated(fault, 'fault', fromUs, marksOfFault(fault, facts, startUs)).map(stage => withBand(stage, fault, facts)),
      ...afterStart,
      // After what it follows from, when both have one moment.
      ...dated(fault, 'fault', fromUs, [redundancy(fault, facts)]),
    ]
  })
  return stages.sort((a, b) => a.atUs - b.atUs)
}

function withBand(stage: RecoveryStage, fault: FaultInstance, facts: Facts): RecoveryStage {
  const { faults, setting } = facts
  const band = predictStage(stage.stage, fault, faults, setting)
  if (band === undefined) return stage
  const disagreement = stageDisagreement(stage, band, facts)
  return { ...stage, band, ...(disagreement === undefined ? {} : { disagreement }) }
}

const dated = (fault: FaultInstance, from: RecoveryStage['from'], baseUs: number, marks: readonly Mark[]) =>
  marks.flatMap(({ stage, atUs, detail }): RecoveryStage[] => {
    if (atUs === undefined) return []
    const afterMs = Math.max(0, Math.round((atUs - baseUs) / 1000))
    return [{ fault: fault.id, stage, atUs, afterMs, from, ...(detail && { detail }) }]
  })

function marksOfFault(fault: FaultInstance, facts: Facts, startUs = Number.POSITIVE_INFINITY): Mark[] {
  const { harness } = facts.history
  const { node, calledUs } = fault
  const { fromUs } = downtime(fault)
  const pod = podsWhileDown({ ...facts, faults: [fault] })[0]
  const readyUs = stagesReached(fault, facts.history).get('ready')
  const notReady = harness.find(
    r => r.type === 'node' && r.atUs > calledUs && r.ready !== 'True' && isNamed(node, r.node),
  )
  return [
    ...judgedOperations.map(operation => ({
      stage: { kind: 'operation-back', operation, by: 'client' } as const,
      ...serviceBack('lb', operation, fault, facts),
    })),
    ...askedFromPods.map(operation => ({
      stage: { kind: 'operation-back', operation, by: 'pod' } as const,
      ...serviceBack('in-cluster', operation, fault, facts),
    })),
    { stage: { kind: 'not-ready', node }, atUs: notReady?.atUs },
    ...movedLeases(fault, harness).map(({ lease, atUs }) => ({ stage: { kind: 'lease-moved', lease } as const, atUs })),
    { stage: { kind: 'endpoints-without', node }, atUs: endpointsUs(fault, facts, { fromUs, toUs: startUs }, false) },
    { stage: { kind: 'new-pod', stage: 'bound' }, atUs: pod?.boundUs },
    { stage: { kind: 'new-pod', stage: 'started' }, atUs: pod?.startedUs },
    { stage: { kind: 'new-pod', stage: 'running' }, atUs: pod?.runningUs },
    { stage: { kind: 'pods-replaced', node }, ...replicasMoved(fault, facts, readyUs) },
  ]
}

function marksOfReturn(fault: FaultInstance, startUs: number, facts: Facts): Mark[] {
  const { node } = fault
  const reached = stagesReached(fault, facts.history)
  const since = { fromUs: startUs, toUs: Number.POSITIVE_INFINITY }
  return [
    ...rejoinStages.map(stage => ({ stage: { kind: 'rejoined', node, stage } as const, atUs: reached.get(stage) })),
    { stage: { kind: 'endpoints-with', node }, atUs: endpointsUs(fault, facts, since, true) },
  ]
}

function redundancy(fault: FaultInstance, facts: Facts): Mark {
  const atUs = redundancyRestored(fault, facts)
  if (atUs === undefined) return { stage: { kind: 'redundancy-restored' } }
  const us = atUs - downtime(fault).fromUs
  return { stage: { kind: 'redundancy-restored' }, atUs, detail: { kind: 'degraded-for', us } }
}

/** When the endpoints, as read within a time, first had the victim's address, or first lacked it. */
function endpointsUs(
  { node }: FaultInstance,
  { history }: Facts,
  { fromUs, toUs }: Interval,
  present: boolean,
): number | undefined {
  const ip = history.manifest.nodes.find(({ id }) => id === node)?.ip
  if (ip === undefined || roleOf(node) !== 'server') return undefined
  return history.harness.find(
    r =>
      r.type === 'endpoints' &&
      r.atUs >= fromUs &&
      r.atUs < toUs &&
      r.addresses.some(a => a.split(':')[0] === ip) === present,
  )?.atUs
}
