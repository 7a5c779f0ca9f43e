import type { HarnessRecord } from '../history/records.ts'
import { agentIds, type NodeId } from '../topology/node-id.ts'
import type { Evidence } from './check-result.ts'
import type { Facts } from './facts.ts'
import { untilRejoined } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { type Interval, lengthUs } from './interval.ts'
import { isNamed } from './lease-holders.ts'
import { none } from './measured.ts'

/** What harmed it. */
type Harm = { kind: 'node-not-ready'; ready: NodeRecord['ready'] } | { kind: 'pod-lost'; pod: string }

/** What is said of an agent. */
export interface AgentCheck {
  promise: { kind: 'agent'; agent: NodeId }
  /** `silentUs`: for so long at the most it renewed nothing; absent where nobody saw it renew. */
  reason:
    | { kind: 'agent-harmed'; agent: NodeId; harm: Harm[]; silentUs?: number }
    | { kind: 'no-heartbeat'; agent: NodeId }
    | { kind: 'agent-steady'; longestGapUs: number }
  seen: Harm | { kind: 'without-renewal'; forUs: number }
}

type NodeRecord = Extract<HarnessRecord, { type: 'node' }>
type PodRecord = Extract<HarnessRecord, { type: 'pod' }>

/** An agent that no fault struck stays Ready, and none of its pods is lost, whatever becomes of the servers. */
export function agentSteady(facts: Facts): Finding<AgentCheck>[] {
  return agentIds(facts.history.manifest.topology.agents).map(agent => steadinessOf(agent, facts))
}

function steadinessOf(agent: NodeId, facts: Facts): Finding<AgentCheck> {
  const harness = watched(agent, facts)
  const head = { id: `agent/${agent}`, promise: { kind: 'agent', agent }, limit: none } as const
  const unready = harness.filter(
    (record): record is NodeRecord => record.type === 'node' && isNamed(agent, record.node) && record.ready !== 'True',
  )
  const lost = harness.filter(
    (record): record is PodRecord =>
      record.type === 'pod' &&
      // One that tried the scheduler is told of by its own check.
      record.purpose === 'replica' &&
      record.stage === 'gone' &&
      record.node !== undefined &&
      isNamed(agent, record.node),
  )
  const beatsUs = harness.flatMap(record =>
    record.type === 'heartbeat' && isNamed(agent, record.node) ? [record.atUs] : [],
  )
  if (unready.length + lost.length > 0) {
    const at = (atUs: number, seen: Harm): Evidence<Harm> => ({ fromUs: atUs, toUs: atUs, seen })
    const evidence = [
      ...unready.map(({ atUs, ready }) => at(atUs, { kind: 'node-not-ready', ready })),
      ...lost.map(({ atUs, pod }) => at(atUs, { kind: 'pod-lost', pod })),
    ].sort((a, b) => a.fromUs - b.fromUs)
    const silence = longestGap([...beatsUs, harness.at(-1)!.atUs])
    const reason = {
      kind: 'agent-harmed',
      agent,
      harm: evidence.map(({ seen }) => seen),
      ...(beatsUs.length > 0 && silence && { silentUs: lengthUs(silence) }),
    } as const
    const measured = { unit: 'count', value: evidence.length } as const
    return { ...head, evidenceKind: 'presence', verdict: 'fail', reason, measured, evidence }
  }
  const gap = longestGap(beatsUs)
  if (gap === undefined) {
    return {
      ...head,
      evidenceKind: 'absence',
      verdict: 'unknown',
      reason: { kind: 'no-heartbeat', agent },
      evidence: [],
    }
  }
  return {
    ...head,
    evidenceKind: 'absence',
    verdict: 'pass',
    measured: none,
    reason: { kind: 'agent-steady', longestGapUs: lengthUs(gap) },
    evidence: [{ ...gap, seen: { kind: 'without-renewal', forUs: lengthUs(gap) } }],
  }
}

/** What is told from formation's end to the control's, but for the times in which a fault of its own kept it down. */
function watched(agent: NodeId, facts: Facts): HarnessRecord[] {
  const { history, phases, faults } = facts
  const fromUs = phases.span('form')?.toUs ?? Number.POSITIVE_INFINITY
  const toUs = phases.span('steady', 'fault', 'hold', 'heal', 'settle', 'control')?.toUs ?? fromUs
  const lacks = faults.filter(({ node }) => node === agent).map(untilRejoined)
  return history.harness.filter(
    ({ atUs }) => atUs > fromUs && atUs <= toUs && !lacks.some(lack => atUs >= lack.fromUs && atUs <= lack.toUs),
  )
}

function longestGap(timesUs: readonly number[]): Interval | undefined {
  const gaps = timesUs.slice(1).map((toUs, index) => ({ fromUs: timesUs[index]!, toUs }))
  return gaps.length === 0 ? undefined : gaps.reduce((a, b) => (lengthUs(b) > lengthUs(a) ? b : a))
}
