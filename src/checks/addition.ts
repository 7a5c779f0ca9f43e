import { formatMs } from '../base/duration.ts'
import type { HarnessRecord, RejoinStage } from '../history/records.ts'
import { joinStagesOf } from '../history/rejoin-stages.ts'
import { arrivalOf } from './arrival.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { learnerAtTheEnd } from './learner-at-the-end.ts'
import { stageWords } from './rejoin.ts'
import { stagesSince } from './stages-reached.ts'

type Addition = Extract<HarnessRecord, { type: 'addition' }>

/** Every server that was added serves in every respect: member, voter, Ready, endpoint, served. */
export const addition = (facts: Facts): Finding[] =>
  facts.history.harness.filter(record => record.type === 'addition').map(added => findingOf(added, facts))

function findingOf({ node, atUs, through }: Addition, { history: { harness, manifest } }: Facts): Finding {
  const limitMs = manifest.limits.joinMs
  const head = {
    id: `join/${node}`,
    title: `${node} joins the running cluster through ${through}, in every respect`,
    limit: limitMs === undefined ? undefined : formatMs(limitMs),
  }
  const later = harness.filter(record => record.atUs >= atUs)
  const starts = harness.filter(r => r.type === 'engine' && r.action === 'start' && r.node === node)
  const [start] = starts
  if (start === undefined) {
    const reason = `the engine tells of no start of ${node}`
    return { ...head, ground: 'absence', verdict: 'unknown', reason, evidence: [] }
  }
  const learner = learnerAtTheEnd(node, harness)
  if (learner) {
    const evidence = [{ fromUs: start.atUs, toUs: learner.atUs, text: learner.words }]
    return { ...head, ground: 'presence', verdict: 'fail', reason: learner.words, measured: 'not voter', evidence }
  }
  const reached = stagesSince(atUs, node, harness)
  const stages = stagesOf(node, harness, manifest.topology)
  const words = { ...stageWords, member: 'a member of etcd' }
  const arrival = {
    node,
    startUs: start.atUs,
    stages,
    reached,
    limitMs,
    harness: later,
    words,
    served: 'served',
  } as const
  return { ...head, ...arrivalOf(arrival) }
}

/** The stages of a server of the cluster as it is with all that were added. */
function stagesOf(
  node: Addition['node'],
  harness: readonly HarnessRecord[],
  topology: Facts['history']['manifest']['topology'],
): RejoinStage[] {
  const added = harness.filter(({ type }) => type === 'addition').length
  return joinStagesOf({ ...topology, servers: topology.servers + added }, node)
}
