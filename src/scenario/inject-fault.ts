import { nowUs } from '../base/clock.ts'
import { formatMs } from '../base/duration.ts'
import { FaultError } from '../base/errors.ts'
import { once } from '../base/once.ts'
import type { Fault, FaultContext, KernelNeed } from '../faults/fault.ts'
import { plainSelector } from '../faults/plain-selector.ts'
import { refusalOf } from '../faults/refusal-of.ts'
import { RoleMovedError } from '../faults/role-moved.ts'
import { isGroup } from '../faults/select-group.ts'
import type { PlainSelector, Selection, Selector, SingleSelector } from '../faults/select-node.ts'
import { mustLoseRole } from '../history/must-lose-role.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'
import { proveRoleLost } from './prove-role-lost.ts'
import { proveUnreachable } from './prove-unreachable.ts'
import type { ActiveFault, Session } from './session.ts'
import { followReturn } from './settle.ts'
import { victimOf, victimsOf } from './victim-of.ts'

// Rule of the design: a role is proven by an observation at most this old when the act is sent.
const roleAgeLimitMs = 250
// The engine's own networks and kube-proxy are packet filters; what cannot be frozen the engine refuses by itself.
const clusterNeeds: readonly KernelNeed[] = ['pause', 'nftables']
// A role that moves at every look is nobody's.
const maxTries = 5

/** Asked before anything is done to the nodes that were picked; throws why they cannot be struck now. */
type Admission = (nodes: readonly NodeId[]) => Promise<void>

/** Picks the nodes by fact at this moment, breaks them at once, and gathers the evidence while the story goes on. */
export async function injectFault(
  session: Session,
  fault: Fault,
  selector: Selector,
  admit: Admission = async () => {},
): Promise<ActiveFault[]> {
  const { topology } = session.cluster
  session.awaiting(`${fault.kind} of ${selector}`)
  const plain = plainSelector(selector, topology)
  const isDoubtful = fault.needs?.some(need => !clusterNeeds.includes(need))
  const reason = refusalOf(fault, topology, isDoubtful ? await session.kernel() : undefined)
  if (reason !== undefined) throw new FaultError(`${fault.kind} cannot be here: ${reason}`)
  if (!isGroup(plain)) return [await strikeOne(session, fault, plain, admit)]
  const { nodes, reason: why } = await victimsOf(session, plain)
  await admit(nodes)
  const struck = fault.among?.(nodes) ?? nodes
  return Promise.all(struck.map(node => strike(session, fault, plain, { node, reason: why }, nodes)))
}

async function strikeOne(
  session: Session,
  fault: Fault,
  selector: SingleSelector,
  admit: Admission,
): Promise<ActiveFault> {
  for (let tries = 1; ; tries++) {
    const victim = await victimOf(session, selector)
    await admit([victim.node])
    try {
      return await strike(session, fault, selector, victim, [victim.node])
    } catch (error) {
      if (!(error instanceof RoleMovedError) || tries === maxTries) throw error
      session.record({ type: 'note', text: error.message })
    }
  }
}

async function strike(
  session: Session,
  fault: Fault,
  selector: PlainSelector,
  { node, reason, role }: Selection,
  group: readonly NodeId[],
): Promise<ActiveFault> {
  const { cluster, record, signal, journal, engineWatch, keepWords } = session
  if (!fault.targetRoles.includes(roleOf(node))) {
    const hint = `it strikes ${fault.targetRoles.join(', ')}`
    throw new FaultError(`${fault.kind} cannot strike ${node}`, { hint })
  }
  const id = `${fault.kind}-${session.nextFault()}`
  const effect = fault.effect(node, group, cluster.topology)
  let seen = role
  let ageMs: number | undefined
  const context: FaultContext = {
    faultId: id,
    cluster,
    journal,
    record,
    group,
    aboutToAct: async () => {
      // A look at a cluster that has just lost another node may itself take too long.
      for (let looks = 0; seen !== undefined && !isFresh(seen.atUs) && looks < maxTries; looks++) {
        const now = await lookAgain(session, selector as SingleSelector, node)
        if (now.node !== node) throw new RoleMovedError(`${selector} moved from ${node} to ${now.node} before ${id}`)
        seen = now.role
      }
      if (seen !== undefined) ageMs = (nowUs() - seen.atUs) / 1000
      record({ type: 'fault', fault: id, step: 'call', kind: fault.kind, node, selector, reason, effect })
    },
    engineEvent: engineWatch.next,
    keepWords,
    signal,
  }
  const injected = await fault.inject(context, node)
  record({ type: 'fault', fault: id, step: 'begin', ...injected.begin })
  if (seen !== undefined && ageMs !== undefined) {
    const evidence = `${reason}, seen ${formatMs(ageMs)} before the act`
    record({ type: 'fault', fault: id, step: 'role', proven: ageMs <= roleAgeLimitMs, ageMs, evidence })
  }
  const proof = injected.proof ?? (() => proveUnreachable(session, node))
  const proofs = Promise.all([
    proof().then(proven => record({ type: 'fault', fault: id, step: 'proof', ...proven })),
    seen &&
      seen.role !== 'follower' &&
      mustLoseRole(seen.role, effect, cluster.topology) &&
      proveRoleLost(session, id, node, seen),
  ])
  const active: ActiveFault = {
    id,
    kind: fault.kind,
    node,
    effect,
    healed: false,
    isBack: false,
    proofs,
    heal: once(async () => {
      active.healed = true
      await proofs
      record({ type: 'fault', fault: id, step: 'heal-call' })
      record({ type: 'fault', fault: id, step: 'healed', ...(await injected.heal()) })
      active.returned = followReturn(session, node, { aftermathMs: fault.aftermathMs }).finally(() => {
        active.isBack = true
      })
      // Awaited by the settle phase, which does not come to a run that is aborted.
      active.returned.catch(() => {})
    }),
  }
  session.faults.push(active)
  // What kept it from passing by itself is told by whoever heals it at the end.
  injected.over?.then(active.heal).catch(() => {})
  return active
}

/** Who has the role now; of several that may be picked, the one that was. */
const lookAgain = (session: Session, selector: SingleSelector, node: NodeId) =>
  victimOf(
    { ...session, random: { ...session.random, pick: from => from.find(each => each === node) ?? from[0]! } },
    selector,
  )

// A look takes some 50 ms: one that is half the limit old is taken again.
const isFresh = (atUs: number): boolean => nowUs() - atUs < (roleAgeLimitMs / 2) * 1000
