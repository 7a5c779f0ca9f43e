import { nowUs } from '../base/clock.ts'
import { formatMs } from '../base/duration.ts'
import { messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { Fault } from '../faults/fault.ts'
import { selectHost } from '../faults/select-host.ts'
import { type Selection, type Selector, selectNode } from '../faults/select-node.ts'
import { dnsHosts } from '../kube/add-ons/coredns.ts'
import { serverIds } from '../topology/node-id.ts'
import { kubeletIds } from '../topology/nodes-of.ts'
import type { ActiveFault } from './fixtures.ts'
import type { Injection, Session } from './session.ts'
import { followReturn } from './settle.ts'

// Rule of the design: a role is proven by an observation at most this old when the act is sent.
const roleAgeLimitMs = 250
// Twice the upper end of an election under k3s' timers, so that a second round is still seen.
const roleLossTimeoutMs = 30_000

/** Picks the node by fact at this moment, breaks it, and gathers the evidence while the story goes on. */
export async function injectFault(session: Session, fault: Fault, selector: Selector): Promise<Injection> {
  const { cluster, record, signal } = session
  const id = `${fault.kind}-${session.injections.length + 1}`
  session.awaiting(`${fault.kind} of ${selector}`)
  const { node, reason, role } = await select(session, selector)

  record({ type: 'fault', fault: id, step: 'call', kind: fault.kind, node, selector, reason })
  const ageMs = role ? (nowUs() - role.atUs) / 1000 : undefined
  const context = {
    cluster,
    journal: session.journal,
    record,
    engineEvent: session.engineWatch.next,
    keepWords: session.keepWords,
    signal,
  }
  const injected = await fault.inject(context, node)
  record({ type: 'fault', fault: id, step: 'begin', evidence: injected.evidence, atUs: injected.beginUs })
  if (role && ageMs !== undefined) {
    const proven = ageMs <= roleAgeLimitMs
    record({
      type: 'fault',
      fault: id,
      step: 'role',
      proven,
      ageMs,
      evidence: `${reason}, seen ${formatMs(ageMs)} before the act`,
    })
  }

  const proofs = Promise.all([
    proveUnreachable(session, id, node),
    role?.role === 'leader' ? proveLeadershipLost(session, id, node, role.term) : undefined,
  ])
  const injection: Injection = {
    id,
    kind: fault.kind,
    node,
    healed: false,
    proofs,
    heal: async () => {
      if (injection.healed) return
      injection.healed = true
      await proofs
      record({ type: 'fault', fault: id, step: 'heal-call' })
      const seen = session.engineWatch.next(node, fault.healing)
      await injected.heal()
      const { atUs } = await seen
      record({ type: 'fault', fault: id, step: 'healed', evidence: `the engine saw ${node} ${fault.healing}`, atUs })
      injection.returned = followReturn(session, node, { aftermathMs: fault.aftermathMs })
      // Awaited by the settle phase, which does not come to a run that is aborted.
      injection.returned.catch(() => {})
    },
  }
  session.injections.push(injection)
  return injection
}

/** By what the API says, or etcd's members. */
async function select({ cluster, random }: Session, selector: Selector): Promise<Selection> {
  const { kube, observer, topology } = cluster
  if (selector === 'host:coredns') return selectHost(await dnsHosts(kube), kubeletIds(topology), random)
  return selectNode(selector, serverIds(topology.servers), await observer.statuses(), random)
}

/** A second observer: from client:0 the node itself must no longer answer. */
async function proveUnreachable(session: Session, fault: string, node: ActiveFault['node']): Promise<void> {
  const answer = await session.cluster.observer.isReady(node).then(
    ready => (ready ? 'ready' : 'not ready'),
    error => messageOf(error),
  )
  const proven = answer !== 'ready'
  session.record({
    type: 'fault',
    fault,
    step: 'proof',
    proven,
    evidence: `client:0 asked ${node} directly: ${answer}`,
  })
}

async function proveLeadershipLost(
  session: Session,
  fault: string,
  node: ActiveFault['node'],
  term: string,
): Promise<void> {
  const { observer } = session.cluster
  const risen = async () => {
    const statuses = await observer.statuses()
    const higher = statuses.find(status => BigInt(status.term) > BigInt(term) && status.leader !== '0')
    if (!higher)
      throw new Error(statuses.map(({ node, term }) => `${node} is in term ${term}`).join(', ') || 'no member answers')
    return higher
  }
  const outcome = await waitUntil('a higher term', risen, {
    timeoutMs: roleLossTimeoutMs,
    signal: session.signal,
  }).then(
    higher => ({ proven: true, evidence: `${higher.node} reports term ${higher.term} after ${node}'s term ${term}` }),
    error => ({ proven: false, evidence: messageOf(error) }),
  )
  session.record({ type: 'fault', fault, step: 'role', ...outcome })
}
