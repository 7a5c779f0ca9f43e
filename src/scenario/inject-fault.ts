import { nowUs } from '../base/clock.ts'
import { formatMs } from '../base/duration.ts'
import { heldBy } from '../checks/lease-holders.ts'
import type { Fault } from '../faults/fault.ts'
import { plainSelector } from '../faults/plain-selector.ts'
import { type Candidates, leaseOf, type Selector, selectNode } from '../faults/select-node.ts'
import { leaseHolder } from '../kube/lease-holder.ts'
import { serverIds } from '../topology/node-id.ts'
import type { ActiveFault } from './fixtures.ts'
import { proveRoleLost } from './prove-role-lost.ts'
import { proveUnreachable } from './prove-unreachable.ts'
import type { Injection, Session } from './session.ts'
import { followReturn } from './settle.ts'

// Rule of the design: a role is proven by an observation at most this old when the act is sent.
const roleAgeLimitMs = 250

/** Picks the node by fact at this moment, breaks it, and gathers the evidence while the story goes on. */
export async function injectFault(session: Session, fault: Fault, selector: Selector): Promise<ActiveFault> {
  const { cluster, record, signal } = session
  const id = `${fault.kind}-${session.injections.length + 1}`
  session.awaiting(`${fault.kind} of ${selector}`)
  const plain = plainSelector(selector, cluster.topology)
  const { node, reason, role } = selectNode(plain, await candidatesFor(session, plain), session.random)

  record({ type: 'fault', fault: id, step: 'call', kind: fault.kind, node, selector: plain, reason })
  const ageMs = role ? (nowUs() - role.atUs) / 1000 : undefined
  const context = {
    cluster,
    journal: session.journal,
    record,
    engineEvent: session.engineWatch.next,
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

  const proofs = Promise.all([proveUnreachable(session, id, node), role && proveRoleLost(session, id, node, role)])
  const injection: Injection = {
    id,
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
      injection.returned = followReturn(session, node, fault.aftermathMs)
      // Awaited by the settle phase, which does not come to a run that is aborted.
      injection.returned.catch(() => {})
    },
  }
  session.injections.push(injection)
  return injection
}

/** What is true of the nodes now. */
async function candidatesFor({ cluster }: Session, selector: Selector): Promise<Candidates> {
  const servers = serverIds(cluster.topology.servers)
  const lease = leaseOf(selector)
  if (lease === undefined) return { servers, statuses: await cluster.observer.statuses() }
  const { identity } = await leaseHolder(cluster.kube, lease)
  const node = servers.find(server => heldBy(server, identity))
  return { servers, statuses: [], ...(node && { holder: { node, atUs: nowUs() } }) }
}
