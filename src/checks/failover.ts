import type { FaultInstance } from '../history/fault-instance.ts'
import type { Limits } from '../history/limits.ts'
import type { HarnessRecord } from '../history/records.ts'
import { marginMs } from '../prediction/limits-of.ts'
import { type FailoverPrediction, partsAgent, predictFailover } from '../prediction/predict-failover.ts'
import { agentIds, type NodeId } from '../topology/node-id.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { durationLimit } from './measured.ts'

/** Its calls went over no other server while its own was lost. */
interface AgentStayed {
  kind: 'agent-stayed'
  agent: NodeId
  server: NodeId
}

/** What is said of an agent's failover. */
export interface FailoverCheck {
  promise: { kind: 'failover'; agent: NodeId }
  reason:
    | AgentStayed
    | { kind: 'own-server-kept'; agent: NodeId }
    | { kind: 'went-over'; agent: NodeId; to: NodeId; afterUs: number; fault: string; from: NodeId; limitMs?: number }
  seen: AgentStayed | { kind: 'moved'; from: NodeId; to: NodeId }
}

type CarrierRecord = Extract<HarnessRecord, { type: 'carrier' }>

interface Move {
  fault: FaultInstance
  prediction: FailoverPrediction
  fromUs: number
  /** The first other server, and when the agent's calls went over it; absent if that was not seen before healing. */
  to?: { server: NodeId; atUs: number }
}

/** An agent that loses the server over which its calls go has them go over another one within the limit. */
export function failover(facts: Facts): Finding<FailoverCheck>[] {
  const { topology, limits } = facts.history.manifest
  return agentIds(topology.agents).flatMap(agent => {
    const moves = facts.faults.flatMap(fault => moveOf(agent, fault, facts) ?? [])
    if (limits.failoverMs === undefined && moves.length === 0) return []
    return [failoverOf(agent, moves, limits)]
  })
}

function failoverOf(agent: NodeId, moves: readonly Move[], { failoverMs, fromModel }: Limits): Finding<FailoverCheck> {
  const bands = moves.flatMap(({ prediction: { band } }) => band ?? [])
  const isLimited = fromModel?.includes('failover') && bands.length === moves.length
  const limitMs = failoverMs ?? (isLimited ? Math.max(...bands.map(({ toMs }) => toMs)) + marginMs : undefined)
  const head = {
    id: `failover/${agent}`,
    promise: { kind: 'failover', agent },
    limit: limitMs === undefined ? undefined : durationLimit(limitMs, failoverMs === undefined),
  } as const
  const never = moves.find(({ to }) => to === undefined)
  if (never) {
    const { fromUs, toUs } = downtime(never.fault)
    const reason = { kind: 'agent-stayed', agent, server: never.fault.node } as const
    const evidence = [{ fromUs, toUs: Math.min(toUs, Number.MAX_SAFE_INTEGER), seen: reason }]
    return {
      ...head,
      evidenceKind: 'absence',
      verdict: 'fail',
      reason,
      measured: { outcome: 'never' },
      theory: never.prediction,
      evidence,
    }
  }
  const lengthUs = ({ fromUs, to }: Move) => to!.atUs - fromUs
  const slowest = moves.toSorted((a, b) => lengthUs(b) - lengthUs(a))[0]
  if (slowest === undefined) {
    const reason = { kind: 'own-server-kept', agent } as const
    return { ...head, evidenceKind: 'absence', verdict: 'unknown', reason, evidence: [] }
  }
  const { kind: fault, node: from } = slowest.fault
  const { server: to, atUs: toUs } = slowest.to!
  const afterUs = lengthUs(slowest)
  return {
    ...head,
    evidenceKind: 'timing',
    verdict: limitMs !== undefined && afterUs > limitMs * 1000 ? 'fail' : 'pass',
    reason: { kind: 'went-over', agent, to, afterUs, fault, from, ...(limitMs !== undefined && { limitMs }) },
    measured: { unit: 'ms', value: afterUs / 1000 },
    theory: slowest.prediction,
    evidence: [{ fromUs: slowest.fromUs, toUs, seen: { kind: 'moved', from, to } }],
  }
}

/** How an agent left the victim of a fault, if its calls went over it and there was another server to go to. */
function moveOf(agent: NodeId, fault: FaultInstance, facts: Facts): Move | undefined {
  if (!partsAgent(fault, agent)) return undefined
  const { history, faults, setting } = facts
  const carriers = history.harness.filter(
    (record): record is CarrierRecord => record.type === 'carrier' && record.agent === agent,
  )
  const { node, calledUs } = fault
  const { fromUs, toUs } = downtime(fault)
  if (carriers.findLast(({ atUs }) => atUs <= calledUs)?.server !== node) return undefined
  // For a moment it still has connections to one that was struck together with its own.
  const next = carriers.find(
    ({ atUs, server }) =>
      atUs > calledUs && atUs <= toUs && server && server !== node && !isParted(agent, server, atUs, facts),
  )
  const prediction = predictFailover(fault, faults, setting)
  if (next === undefined && prediction.band === undefined) return undefined
  return { fault, prediction, fromUs, ...(next && { to: { server: next.server!, atUs: next.atUs } }) }
}

const isParted = (agent: NodeId, server: NodeId, atUs: number, { faults }: Facts): boolean =>
  faults.some(fault => {
    const { fromUs, toUs } = downtime(fault)
    return fault.node === server && atUs >= fromUs && atUs <= toUs && partsAgent(fault, agent)
  })
