import { nowUs } from '../base/clock.ts'
import { formatMs } from '../base/duration.ts'
import type { Fault } from '../faults/fault.ts'
import { plainSelector } from '../faults/plain-selector.ts'
import type { Selector } from '../faults/select-node.ts'
import { proveRoleLost } from './prove-role-lost.ts'
import { proveUnreachable } from './prove-unreachable.ts'
import type { Injection, Session } from './session.ts'
import { followReturn } from './settle.ts'
import { victimOf } from './victim-of.ts'

// Rule of the design: a role is proven by an observation at most this old when the act is sent.
const roleAgeLimitMs = 250

/** Picks the node by fact at this moment, breaks it, and gathers the evidence while the story goes on. */
export async function injectFault(session: Session, fault: Fault, selector: Selector): Promise<Injection> {
  const { cluster, record, signal } = session
  const id = `${fault.kind}-${session.injections.length + 1}`
  session.awaiting(`${fault.kind} of ${selector}`)
  const plain = plainSelector(selector, cluster.topology)
  const { node, reason, role } = await victimOf(session, plain)

  record({ type: 'fault', fault: id, step: 'call', kind: fault.kind, node, selector: plain, reason })
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

  const proofs = Promise.all([proveUnreachable(session, id, node), role && proveRoleLost(session, id, node, role)])
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
