import { formatMs, formatUs } from '../base/duration.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { Limits } from '../history/limits.ts'
import type { HarnessRecord } from '../history/records.ts'
import { marginMs } from '../prediction/limits-of.ts'
import { type FailoverPrediction, partsAgent, predictFailover } from '../prediction/predict-failover.ts'
import { agentIds, type NodeId } from '../topology/node-id.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { limitText } from './limit-text.ts'

type CarrierRecord = Extract<HarnessRecord, { type: 'carrier' }>

interface Move {
  fault: FaultInstance
  prediction: FailoverPrediction
  fromUs: number
  /** The first other server, and when the agent's calls went over it; absent if that was not seen before healing. */
  to?: { server: NodeId; atUs: number }
}

/** An agent that loses the server over which its calls go has them go over another one within the limit. */
export function failover(facts: Facts): Finding[] {
  const { topology, limits } = facts.history.manifest
  return agentIds(topology.agents).flatMap(agent => {
    const moves = facts.faults.flatMap(fault => moveOf(agent, fault, facts) ?? [])
    if (limits.failoverMs === undefined && moves.length === 0) return []
    return [failoverOf(agent, moves, limits)]
  })
}

function failoverOf(agent: NodeId, moves: readonly Move[], { failoverMs, fromModel }: Limits): Finding {
  const bands = moves.flatMap(({ prediction: { band } }) => band ?? [])
  const isLimited = fromModel?.includes('failover') && bands.length === moves.length
  const limitMs = failoverMs ?? (isLimited ? Math.max(...bands.map(({ toMs }) => toMs)) + marginMs : undefined)
  const head = {
    id: `failover/${agent}`,
    title: `${agent} goes over to another server when it loses its own`,
    limit: limitMs === undefined ? undefined : limitText(limitMs, failoverMs === undefined),
  }
  const never = moves.find(({ to }) => to === undefined)
  if (never) {
    const { fromUs, toUs } = downtime(never.fault)
    const reason = `the calls of ${agent} went over no other server while ${never.fault.node} was down`
    const evidence = [{ fromUs, toUs: Math.min(toUs, Number.MAX_SAFE_INTEGER), text: reason }]
    return {
      ...head,
      ground: 'absence',
      verdict: 'fail',
      reason,
      measured: 'never',
      theory: never.prediction,
      evidence,
    }
  }
  const lengthUs = ({ fromUs, to }: Move) => to!.atUs - fromUs
  const slowest = moves.toSorted((a, b) => lengthUs(b) - lengthUs(a))[0]
  if (slowest === undefined) {
    const reason = `no fault struck the server over which the calls of ${agent} went`
    return { ...head, ground: 'absence', verdict: 'unknown', reason, evidence: [] }
  }
  const { fault, fromUs, to } = slowest
  const measured = formatUs(lengthUs(slowest))
  const verdict = limitMs !== undefined && lengthUs(slowest) > limitMs * 1000 ? 'fail' : 'pass'
  const allowed = limitMs === undefined ? '' : `; ${formatMs(limitMs)} are allowed`
  const text = `from ${fault.node} to ${to!.server}`
  const reason = `the calls of ${agent} went over ${to!.server} ${measured} after the ${fault.kind} of ${fault.node}${allowed}`
  const evidence = [{ fromUs, toUs: to!.atUs, text }]
  return {
    ...head,
    ground: 'timing',
    verdict,
    reason,
    measured,
    theory: slowest.prediction,
    evidence,
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
