import { formatUs } from '../base/duration.ts'
import type { HarnessRecord } from '../history/records.ts'
import { agentIds, type NodeId } from '../topology/node-id.ts'
import type { Facts } from './facts.ts'
import { untilRejoined } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { isNamed } from './lease-holders.ts'

type NodeRecord = Extract<HarnessRecord, { type: 'node' }>
type PodRecord = Extract<HarnessRecord, { type: 'pod' }>

/** An agent that no fault struck stays Ready, and none of its pods is lost, whatever becomes of the servers. */
export function agentSteady(facts: Facts): Finding[] {
  return agentIds(facts.history.manifest.topology.agents).map(agent => steadinessOf(agent, facts))
}

function steadinessOf(agent: NodeId, facts: Facts): Finding {
  const harness = watched(agent, facts)
  const head = {
    id: `agent/${agent}`,
    title: `${agent} stays Ready and keeps its pods while servers are away`,
    limit: '0',
  }
  const unready = harness.filter(
    (record): record is NodeRecord => record.type === 'node' && isNamed(agent, record.node) && record.ready !== 'True',
  )
  const lost = harness.filter(
    (record): record is PodRecord =>
      record.type === 'pod' && record.stage === 'gone' && record.node !== undefined && isNamed(agent, record.node),
  )
  if (unready.length + lost.length > 0) {
    const evidence = [
      ...unready.map(({ atUs, ready }) => ({ fromUs: atUs, toUs: atUs, text: `its Node became Ready=${ready}` })),
      ...lost.map(({ atUs, pod }) => ({ fromUs: atUs, toUs: atUs, text: `its pod ${pod} was lost` })),
    ].sort((a, b) => a.fromUs - b.fromUs)
    const reason = `${agent} was harmed: ${evidence.map(({ text }) => text).join(', ')}`
    return { ...head, ground: 'presence', verdict: 'fail', reason, measured: `${evidence.length}`, evidence }
  }
  const beats = harness.filter(record => record.type === 'heartbeat' && isNamed(agent, record.node))
  const gap = longestGap(beats.map(({ atUs }) => atUs))
  if (gap === undefined) {
    const reason = `nobody saw ${agent} renew the lease of its Node`
    return { ...head, ground: 'absence', verdict: 'unknown', reason, evidence: [] }
  }
  const length = formatUs(gap.toUs - gap.fromUs)
  return {
    ...head,
    ground: 'absence',
    verdict: 'pass',
    measured: '0',
    reason: `its Node stayed Ready, and no pod of it was lost; at most ${length} between two renewals of its lease`,
    evidence: [{ ...gap, text: `${length} without a renewal of its lease` }],
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

function longestGap(timesUs: readonly number[]): { fromUs: number; toUs: number } | undefined {
  const gaps = timesUs.slice(1).map((toUs, index) => ({ fromUs: timesUs[index]!, toUs }))
  return gaps.length === 0 ? undefined : gaps.reduce((a, b) => (b.toUs - b.fromUs > a.toUs - a.fromUs ? b : a))
}
