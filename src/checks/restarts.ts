import { strictestLease } from '../distributions/leases-of.ts'
import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Evidence } from './check-result.ts'
import { endedByDesign } from './ended-by-design.ts'
import type { Facts } from './facts.ts'
import { struck } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { none } from './measured.ts'

type Seen = { kind: 'node-ended'; node: NodeId; exitCode?: number } | { kind: 'node-started'; node: NodeId }

/** What is said of restarts. */
export interface RestartsCheck {
  promise: { kind: 'restarts' }
  reason:
    | { kind: 'restarted-unplanned'; nodes: NodeId[]; events: Seen[] }
    /** Those ended by design: they could not renew a lease for so long, or may have found no datastore at their start. */
    | { kind: 'no-unplanned-restart'; byDesign: NodeId[]; unrenewedMs: number; storeAway: boolean }
  seen: Seen
}

type EngineRecord = Extract<HarnessRecord, { type: 'engine' }>

/** From formation's end no server or balancer ends or starts but by a fault, or as theory predicts. */
export function restarts(facts: Facts): Finding<RestartsCheck>[] {
  const { harness } = facts.history
  const fromUs = facts.phases.span('form')?.toUs ?? harness[0]?.atUs ?? 0
  const toUs = facts.phases.span('steady', 'change', 'fault', 'hold', 'heal', 'settle', 'final', 'control')?.toUs ?? 0
  const events = harness.filter(
    (record): record is EngineRecord =>
      record.type === 'engine' &&
      (record.action === 'die' || record.action === 'start') &&
      !record.node.startsWith('client:') &&
      record.atUs > fromUs &&
      record.atUs <= toUs,
  )
  const unplanned = events.filter(event => !planned(event, facts))
  const predicted = new Set(unplanned.filter(event => endedByDesign(event, unplanned, facts)))
  const bad = unplanned.filter(event => !predicted.has(event))
  const nodes = nodesOf(bad)
  const head = {
    id: 'restarts',
    promise: { kind: 'restarts' },
    limit: none,
    measured: { unit: 'count', value: nodes.length },
    evidence: (bad.length > 0 ? bad : [...predicted]).map(evidenceOf),
  } as const
  if (bad.length > 0) {
    const reason = { kind: 'restarted-unplanned', nodes, events: head.evidence.map(({ seen }) => seen) } as const
    return [{ ...head, evidenceKind: 'presence', verdict: 'fail', reason }]
  }
  const reason = {
    kind: 'no-unplanned-restart',
    byDesign: nodesOf([...predicted]),
    unrenewedMs: strictestLease(facts.history.manifest.topology).renewDeadlineMs,
    storeAway: facts.storeUnavailable.length > 0,
  } as const
  return [{ ...head, evidenceKind: 'absence', verdict: 'pass', reason }]
}

const nodesOf = (events: readonly EngineRecord[]): NodeId[] => [...new Set(events.map(({ node }) => node))].sort()

const evidenceOf = ({ atUs, node, action, exitCode }: EngineRecord): Evidence<Seen> => ({
  fromUs: atUs,
  toUs: atUs,
  seen:
    action === 'die'
      ? { kind: 'node-ended', node, ...(exitCode !== undefined && { exitCode }) }
      : { kind: 'node-started', node },
})

/**
 * A fault named this node, and was on, or was when it ended before this start; or the node was added, and this is its first
 * start; or it was to be refused.
 */
const planned = (event: EngineRecord, { faults, history: { harness } }: Facts): boolean =>
  [event, ...endBefore(event, harness)].some(each => faults.some(fault => struck(fault, each))) ||
  isFirstStart(event, harness) ||
  harness.some(record => record.type === 'intruder' && record.node === event.node)

/** Of a start the end that it follows: a restart policy may bring it about when the fault is over. */
function endBefore({ node, action, atUs }: EngineRecord, harness: readonly HarnessRecord[]): EngineRecord[] {
  if (action !== 'start') return []
  const last = harness.findLast(
    (record): record is EngineRecord =>
      record.type === 'engine' &&
      (record.action === 'die' || record.action === 'start') &&
      record.node === node &&
      record.atUs < atUs,
  )
  return last?.action === 'die' ? [last] : []
}

function isFirstStart({ node, action, atUs }: EngineRecord, harness: readonly HarnessRecord[]): boolean {
  const isAdded = harness.some(record => record.type === 'addition' && record.node === node)
  return isAdded && action === 'start' && !harness.some(r => r.type === 'engine' && r.node === node && r.atUs < atUs)
}
