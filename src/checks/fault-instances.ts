import type { FaultEvidence, FaultInstance } from '../history/fault-instance.ts'
import type { History } from '../history/history.ts'
import type { HarnessRecord } from '../history/records.ts'
import { rejoinStagesOf } from '../history/rejoin-stages.ts'
import type { NodeId } from '../topology/node-id.ts'
import { nodesOf } from '../topology/nodes-of.ts'
import { heldBy, holdersBefore } from './lease-holders.ts'
import { stagesReached } from './stages-reached.ts'

type FaultRecord = Extract<HarnessRecord, { type: 'fault' }>
type Step<Name extends FaultRecord['step']> = Extract<FaultRecord, { step: Name }>

/** All faults of a run, in the order in which they were called, with the roles that were read just before each. */
export function faultInstances(history: History): FaultInstance[] {
  const records = history.harness.filter(record => record.type === 'fault')
  return records
    .filter(record => record.step === 'call')
    .map(call => {
      const told = toldOf(
        call,
        records.filter(({ fault }) => fault === call.fault),
      )
      const overUs = overSeen(told, history.harness)
      return { ...told, overUs, backUs: backSeen(told, history), ...rolesBefore(call, history) }
    })
}

/** A fault as its own records tell it. */
function toldOf(call: Step<'call'>, own: readonly FaultRecord[]): FaultInstance {
  const { fault: id, kind, node, selector, reason, effect, atUs: calledUs } = call
  const at = (step: FaultRecord['step']) => own.find(record => record.step === step)?.atUs
  return {
    id,
    kind,
    node,
    selector,
    reason,
    effect,
    calledUs,
    beganUs: at('begin'),
    healCalledUs: at('heal-call'),
    healedUs: at('healed'),
    holders: {},
    ...(selector === 'host:coredns' ? { hostsDns: true } : {}),
    evidence: own.flatMap(evidenceOf),
  }
}

function evidenceOf(record: FaultRecord): FaultEvidence[] {
  if (record.step === 'call' || record.evidence === undefined) return []
  const { step, atUs, evidence: text } = record
  const proven = 'proven' in record ? record.proven : true
  return [{ step, atUs, text, proven, ...('ageMs' in record && { ageMs: record.ageMs }) }]
}

/** When it was over. A restart policy starts what ended by itself again, whatever the fault goes on to do. */
function overSeen(
  { node, calledUs, healedUs, healCalledUs = healedUs }: FaultInstance,
  harness: readonly HarnessRecord[],
): number | undefined {
  const untilUs = healCalledUs ?? Number.POSITIVE_INFINITY
  const started = harness.find(
    r => r.type === 'engine' && r.action === 'start' && r.node === node && r.atUs > calledUs && r.atUs < untilUs,
  )
  return started?.atUs ?? healCalledUs
}

/** When its node was back in every respect; undefined if that was not seen. */
function backSeen(fault: FaultInstance, history: History): number | undefined {
  const reached = stagesReached(fault, history)
  const isBack = rejoinStagesOf(history.manifest.topology, fault.node).every(stage => reached.has(stage))
  const backUs = Math.max(...reached.values())
  return isBack && Number.isFinite(backUs) ? backUs : undefined
}

/** Who led etcd, and who held which lease, just before the call. */
function rolesBefore(
  { atUs }: Step<'call'>,
  { harness, prober, manifest }: History,
): Pick<FaultInstance, 'leader' | 'holders'> {
  const nodes = nodesOf(manifest.topology)
  const leader = prober.findLast(r => r.type === 'etcd' && r.member === r.leader && r.atUs <= atUs)
  const holders = [...holdersBefore(atUs, harness)].flatMap(([lease, holder]): [string, NodeId][] => {
    const node = nodes.find(id => heldBy(id, holder))
    return node === undefined ? [] : [[lease, node]]
  })
  return { leader: leader?.type === 'etcd' ? leader.node : undefined, holders: Object.fromEntries(holders) }
}
