import type { FaultEvidence, FaultInstance } from '../history/fault-instance.ts'
import { mustLoseRole, roleNamed } from '../history/must-lose-role.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Facts } from './facts.ts'
import type { Recorded } from './recorded.ts'
import { type Validity, type ValidityCheck, whatHeld } from './validity-check.ts'

/** What is missing of the proof that a fault was one. */
export type MissingProof =
  | { kind: 'begin-unseen' }
  | { kind: 'refuted'; evidence: string }
  | { kind: 'no-second-observer' }
  | { kind: 'role-unseen'; role: string }
  | { kind: 'role-stale'; ageMs: number; allowedMs: number }
  | { kind: 'role-kept'; role: string }
  | { kind: 'healing-unseen' }

/** What is said of a fault. */
export interface FaultCheck {
  promise: { kind: 'fault'; fault: string; name: string; node: NodeId; selector: string } | { kind: 'some-fault' }
  reason:
    | { kind: 'nothing-injected' }
    | { kind: 'fault-proven'; node: NodeId; afterCallUs?: number }
    | { kind: 'fault-unproven'; fault: string; node: NodeId; missing: MissingProof[] }
  /** Why that node was chosen, as the record tells it; and what observers wrote. */
  seen: { kind: 'fault-called'; name: string; choice: string } | Recorded
}

/** A role seen longer than this before the act may have moved in between. */
const freshMs = 250

/** Every fault took effect, was seen by a second observer, hit the role it was meant for, and was healed. */
export const faultsProven: ValidityCheck<FaultCheck> = { judge: judgeFaults, invalidates: whatHeld }

function judgeFaults(facts: Facts): Validity<FaultCheck>[] {
  const { harness } = facts.history
  // A server that joins, or must not, is put to the test by itself.
  const isJoined = harness.some(({ type }) => type === 'addition' || type === 'intruder')
  if (facts.faults.length === 0 && isJoined) return []
  if (facts.faults.length === 0) {
    const reason = { kind: 'nothing-injected' } as const
    return [{ id: 'fault', promise: { kind: 'some-fault' }, verdict: 'unknown', reason, evidence: [] }]
  }
  return facts.faults.map(fault => {
    const missing = missingProof(fault, facts)
    const { id, kind: name, node, selector, reason: choice, calledUs, beganUs, healedUs } = fault
    const observed = (['begin', 'role', 'proof'] as const).flatMap(step => evidenceOf(step, fault))
    return {
      id: `fault/${id}`,
      promise: { kind: 'fault', fault: id, name, node, selector },
      verdict: missing.length === 0 ? 'pass' : 'unknown',
      reason:
        missing.length === 0
          ? { kind: 'fault-proven', node, ...(beganUs !== undefined && { afterCallUs: beganUs - calledUs }) }
          : { kind: 'fault-unproven', fault: id, node, missing },
      evidence: [
        { fromUs: calledUs, toUs: healedUs ?? calledUs, seen: { kind: 'fault-called', name, choice } as const },
        ...observed.map(({ atUs, text }) => ({
          fromUs: atUs,
          toUs: atUs,
          seen: { kind: 'recorded', text } as const,
        })),
      ],
    }
  })
}

const evidenceOf = (step: FaultEvidence['step'], { evidence }: FaultInstance): FaultEvidence[] =>
  evidence.filter(each => each.step === step)

function missingProof(fault: FaultInstance, { elections, history }: Facts): MissingProof[] {
  const { node, selector, effect, calledUs, beganUs, healedUs } = fault
  const proofs = evidenceOf('proof', fault)
  const roles = evidenceOf('role', fault)
  const missing: MissingProof[] = []
  if (beganUs === undefined) missing.push({ kind: 'begin-unseen' })
  const refuted = proofs.find(({ proven }) => !proven)
  if (refuted) missing.push({ kind: 'refuted', evidence: refuted.text })
  else if (proofs.length === 0) missing.push({ kind: 'no-second-observer' })
  const role = roleNamed(selector)
  if (role !== undefined) {
    const before = roles.find(({ ageMs }) => ageMs !== undefined)
    if (before === undefined || !before.proven) missing.push({ kind: 'role-unseen', role: selector })
    else if (before.ageMs! > freshMs) {
      missing.push({ kind: 'role-stale', ageMs: before.ageMs!, allowedMs: freshMs })
    }
    const lossSeen =
      roles.some(({ ageMs, proven }) => ageMs === undefined && proven) ||
      (selector === 'leader' && elections.some(e => e.fromLeader === node && e.toUs >= calledUs))
    // A follower's loss is its death, which the second observer proves.
    if (mustLoseRole(role, effect, history.manifest.topology) && !lossSeen)
      missing.push({ kind: 'role-kept', role: selector })
  }
  if (healedUs === undefined) missing.push({ kind: 'healing-unseen' })
  return missing
}
