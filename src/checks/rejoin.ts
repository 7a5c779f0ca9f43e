import { formatMs } from '../base/duration.ts'
import { keepsRunning, losesIdentity } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { RejoinStage } from '../history/records.ts'
import { rejoinStagesOf } from '../history/rejoin-stages.ts'
import { arrivalOf } from './arrival.ts'
import { changedMember } from './changed-member.ts'
import type { Facts } from './facts.ts'
import { startAfter, struck } from './fault-times.ts'
import type { Finding } from './finding.ts'
import { stagesReached } from './stages-reached.ts'
import { worst } from './verdict.ts'

/** What a node becomes again with each stage. */
export const stageWords: Record<RejoinStage, string> = {
  member: 'a member of etcd with the id that it should have',
  voter: 'a voter',
  ready: 'Ready',
  endpoints: 'among the endpoints',
  balancer: 'served by the balancer',
  answers: 'something that answers',
}

/** Every server that a fault stopped or paused comes back as what it was: same member, voter, Ready, endpoint, served. */
export function rejoin(facts: Facts): Finding[] {
  const { harness } = facts.history
  // A node that was to end, or to pause, and that the engine did not see do it, has nothing to rejoin.
  const wasSeen = (fault: FaultInstance) =>
    harness.some(r => r.type === 'engine' && (r.action === 'die' || r.action === 'pause') && struck(fault, r))
  const stopped = facts.faults.filter(fault => keepsRunning(fault) || wasSeen(fault))
  return [...Map.groupBy(stopped, fault => fault.node).values()].map(faults => worstReturn(faults, facts))
}

/** Of a node that was struck more than once the worst return; one that the next fault cut short tells nothing. */
function worstReturn(faults: readonly FaultInstance[], facts: Facts): Finding {
  const returns = faults.map((fault, index) => rejoinOf(fault, facts, faults[index + 1]?.calledUs))
  const told = returns.filter(({ verdict }, index) => verdict !== 'unknown' || index === returns.length - 1)
  const verdict = worst(told.map(each => each.verdict))
  return told.findLast(each => each.verdict === verdict)!
}

/** How it came back from one fault, until `untilUs`, when the next one struck it. */
function rejoinOf(fault: FaultInstance, { history }: Facts, untilUs = Number.POSITIVE_INFINITY): Finding {
  const { node } = fault
  const startUs = startAfter(fault, history.harness)
  const limitMs = history.manifest.limits.rejoinMs
  const head = {
    id: `rejoin/${node}`,
    title: `${node} ${losesIdentity(fault) ? 'is replaced' : 'comes back as what it was'}, in every respect`,
    ground: 'absence',
    limit: limitMs === undefined ? undefined : formatMs(limitMs),
  } as const
  if (startUs === undefined) {
    return {
      ...head,
      verdict: 'unknown',
      reason: `the engine tells of no start of ${node} after its fault`,
      evidence: [],
    }
  }
  const changed = changedMember(fault, history, untilUs)
  if (changed) {
    const evidence = [{ fromUs: startUs, toUs: changed.atUs, text: changed.words }]
    return { ...head, ground: 'presence', verdict: 'fail', reason: changed.words, measured: 'changed', evidence }
  }
  const reached = new Map([...stagesReached(fault, history)].filter(([, atUs]) => atUs < untilUs))
  const stages = rejoinStagesOf(history.manifest.topology, node)
  const harness = history.harness.filter(({ atUs }) => atUs >= startUs && atUs < untilUs)
  const arrival = {
    node,
    startUs,
    stages,
    reached,
    limitMs,
    harness,
    words: stageWords,
    served: 'served again',
  } as const
  return { ...head, ...arrivalOf(arrival) }
}
