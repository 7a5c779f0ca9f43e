import type { HarnessRecord, RejoinStage } from '../history/records.ts'
import { joinStagesOf } from '../history/rejoin-stages.ts'
import { predictStart } from '../prediction/predict-start.ts'
import type { NodeId } from '../topology/node-id.ts'
import { type ArrivalCheck, arrivalOf } from './arrival.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { type Learner, learnerAtTheEnd } from './learner-at-the-end.ts'
import { stagesSince } from './stages-reached.ts'
import { startLimit } from './start-limit.ts'

/** What is said of a server that joins. */
export interface AdditionCheck {
  promise: { kind: 'join'; node: NodeId; through: Addition['through'] }
  reason: ArrivalCheck['reason'] | Learner
  seen: ArrivalCheck['seen'] | Learner
}

type Addition = Extract<HarnessRecord, { type: 'addition' }>

/** Every server that was added serves in every respect: member, voter, Ready, endpoint, served. */
export const addition = (facts: Facts): Finding<AdditionCheck>[] =>
  facts.history.harness.filter(record => record.type === 'addition').map(added => findingOf(added, facts))

function findingOf(
  { node, atUs, through }: Addition,
  { history: { harness, manifest }, faults, setting }: Facts,
): Finding<AdditionCheck> {
  const later = harness.filter(record => record.atUs >= atUs)
  const start = harness.find(r => r.type === 'engine' && r.action === 'start' && r.node === node)
  // At once or one after another: etcd takes one learner at a time.
  const added = harness.filter(({ type }) => type === 'addition').length
  const reached = stagesSince(atUs, node, harness)
  const stages = stagesOf(node, added, manifest.topology)
  const backUs = stages.every(stage => reached.has(stage)) ? Math.max(...reached.values()) : undefined
  const seen = { node, atOnce: added, newcomers: added, backUs }
  const theory = start && predictStart({ ...seen, startUs: start.atUs }, faults, setting)
  const { limitMs, limit } = startLimit('join', theory?.band, manifest.limits)
  const head = { id: `join/${node}`, promise: { kind: 'join', node, through }, limit, theory } as const
  if (start === undefined) {
    const reason = { kind: 'start-unseen', node, way: 'join' } as const
    return { ...head, evidenceKind: 'absence', verdict: 'unknown', reason, evidence: [] }
  }
  const learner = learnerAtTheEnd(node, harness)
  if (learner) {
    const { atUs, seen } = learner
    const evidence = [{ fromUs: start.atUs, toUs: atUs, seen }]
    const measured = { outcome: 'not-reached', stages: ['voter'] } as const
    return { ...head, evidenceKind: 'presence', verdict: 'fail', reason: seen, measured, evidence }
  }
  const arrival = { node, way: 'join', startUs: start.atUs, stages, reached, limitMs, harness: later } as const
  return { ...head, ...arrivalOf(arrival) }
}

/** The stages of a server of the cluster as it is with all that were added. */
function stagesOf(
  node: Addition['node'],
  added: number,
  topology: Facts['history']['manifest']['topology'],
): RejoinStage[] {
  return joinStagesOf({ ...topology, servers: topology.servers + added }, node)
}
