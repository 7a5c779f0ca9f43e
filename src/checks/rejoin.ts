import { keepsRunning, losesIdentity } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { rejoinStagesOf } from '../history/rejoin-stages.ts'
import { predictReturn } from '../prediction/predict-start.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type ArrivalCheck, arrivalOf } from './arrival.ts'
import { changedMember, type WrongMember } from './changed-member.ts'
import type { Facts } from './facts.ts'
import { startAfter, struck } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { stagesReached } from './stages-reached.ts'
import { startLimit } from './start-limit.ts'
import { worst } from './verdict.ts'

/** What is said of a node that comes back. */
export interface RejoinCheck {
  promise: { kind: 'rejoin'; node: NodeId; isReplaced: boolean }
  reason: ArrivalCheck['reason'] | WrongMember
  seen: ArrivalCheck['seen'] | WrongMember
}

/** Every server that a fault stopped or paused comes back as what it was: same member, voter, Ready, endpoint, served. */
export function rejoin(facts: Facts): Finding<RejoinCheck>[] {
  const { harness } = facts.history
  // A node that was to end, or to pause, and that the engine did not see do it, has nothing to rejoin.
  const wasSeen = (fault: FaultInstance) =>
    harness.some(r => r.type === 'engine' && (r.action === 'die' || r.action === 'pause') && struck(fault, r))
  const stopped = facts.faults.filter(fault => keepsRunning(fault) || wasSeen(fault))
  return [...Map.groupBy(stopped, fault => fault.node).values()].map(faults => worstReturn(faults, facts))
}

/** Of a node that was struck more than once the worst return; one that the next fault cut short tells nothing. */
function worstReturn(faults: readonly FaultInstance[], facts: Facts): Finding<RejoinCheck> {
  const returns = faults.map((fault, index) => rejoinOf(fault, facts, faults[index + 1]?.calledUs))
  const told = returns.filter(({ verdict }, index) => verdict !== 'unknown' || index === returns.length - 1)
  const verdict = worst(told.map(each => each.verdict))
  return told.findLast(each => each.verdict === verdict)!
}

/** How it came back from one fault, until `untilUs`, when the next one struck it. */
function rejoinOf(
  fault: FaultInstance,
  { history, faults, setting }: Facts,
  untilUs = Number.POSITIVE_INFINITY,
): Finding<RejoinCheck> {
  const { node } = fault
  const startUs = startAfter(fault, history.harness)
  const theory = startUs === undefined ? undefined : predictReturn(fault, startUs, faults, setting)
  const { limitMs, limit } = startLimit('rejoin', theory?.band, history.manifest.limits)
  const head = {
    id: `rejoin/${node}`,
    promise: { kind: 'rejoin', node, isReplaced: losesIdentity(fault) },
    limit,
    theory,
  } as const
  if (startUs === undefined) {
    const reason = { kind: 'start-unseen', node, way: 'rejoin' } as const
    return { ...head, evidenceKind: 'absence', verdict: 'unknown', reason, evidence: [] }
  }
  const changed = changedMember(fault, history, untilUs)
  if (changed) {
    const { atUs, seen } = changed
    const evidence = [{ fromUs: startUs, toUs: atUs, seen }]
    const measured = { outcome: 'changed' } as const
    return { ...head, evidenceKind: 'presence', verdict: 'fail', reason: seen, measured, evidence }
  }
  const reached = new Map([...stagesReached(fault, history)].filter(([, atUs]) => atUs < untilUs))
  const stages = rejoinStagesOf(history.manifest.topology, node)
  const harness = history.harness.filter(({ atUs }) => atUs >= startUs && atUs < untilUs)
  return { ...head, ...arrivalOf({ node, way: 'rejoin', startUs, stages, reached, limitMs, harness }) }
}
