import { formatMs, formatUs } from '../base/duration.ts'
import type { HarnessRecord, RejoinStage } from '../history/records.ts'
import { joinStagesOf } from '../history/rejoin-stages.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

type Addition = Extract<HarnessRecord, { type: 'addition' }>
type Recovered = Extract<HarnessRecord, { type: 'recovered' }>
type Final = Extract<HarnessRecord, { type: 'final' }>

const stageWords: Partial<Record<RejoinStage, string>> = {
  member: 'a member of etcd',
  voter: 'a voter',
  ready: 'Ready',
  endpoints: 'among the endpoints',
  balancer: 'served by the balancer',
}

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
  const reached = new Map<RejoinStage, number>()
  for (const record of later.filter((r): r is Recovered => r.type === 'recovered' && r.node === node)) {
    if (!reached.has(record.stage)) reached.set(record.stage, record.atUs)
  }
  const lastUs = Math.max(start.atUs, ...reached.values())
  const steps = [...reached].map(([stage, us]) => `${stage} ${formatUs(us - start.atUs)}`)
  const evidence = [{ fromUs: start.atUs, toUs: lastUs, text: `after its start: ${steps.join(', ') || 'nothing'}` }]
  const missing = stagesOf(node, harness, manifest.topology).filter(stage => !reached.has(stage))
  if (missing.length > 0) {
    const denied = later.filter(
      (r): r is Final => r.type === 'final' && !r.holds && missing.some(stage => r.subject === `${node} ${stage}`),
    )
    const words = missing.map(stage => stageWords[stage] ?? stage).join(', ')
    const reason =
      denied.length > 0
        ? `${node} did not become ${words}; seen: ${denied.map(({ seen }) => seen).join(', ')}`
        : `it was not observed that ${node} became ${words}`
    const verdict = denied.length > 0 ? 'fail' : 'unknown'
    return { ...head, ground: 'absence', verdict, reason, measured: `not ${missing.join(', ')}`, evidence }
  }
  const measured = formatUs(lastUs - start.atUs)
  const isLate = limitMs !== undefined && lastUs - start.atUs > limitMs * 1000
  const allowed = limitMs === undefined ? '' : `; ${formatMs(limitMs)} are allowed`
  const reason = `${node} served in every respect ${measured} after its start${allowed}`
  return { ...head, ground: 'timing', verdict: isLate ? 'fail' : 'pass', reason, measured, evidence }
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

/** What a final member list says against its vote. */
function learnerAtTheEnd(node: Addition['node'], harness: readonly HarnessRecord[]) {
  const last = harness.findLast(record => record.type === 'members' && record.purpose === 'final')
  if (last?.type !== 'members') return undefined
  const isLearner = last.members.some(member => member.node === node && !member.voter)
  return isLearner
    ? { atUs: last.atUs, words: `${node} is a learner in the final member list, not a voter` }
    : undefined
}
