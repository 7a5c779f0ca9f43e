import { formatMs, formatUs } from '../base/duration.ts'
import type { FaultEvidence, FaultInstance } from '../history/fault-instance.ts'
import { mustLoseRole, roleNamed } from '../history/must-lose-role.ts'
import { type Doubt, touchesWhatHeld } from './doubt.ts'
import type { Facts } from './facts.ts'
import type { CheckResult } from './verdict.ts'

/** A role seen longer than this before the act may have moved in between. */
const freshMs = 250

/** Every fault took effect, was seen by a second observer, hit the role it was meant for, and was healed. */
export function faultsProven(facts: Facts): Doubt[] {
  const { harness } = facts.history
  // A server that joins, or must not, is put to the test by itself.
  const isJoined = harness.some(({ type }) => type === 'addition' || type === 'intruder')
  if (facts.faults.length === 0 && isJoined) return []
  if (facts.faults.length === 0) {
    const reason = 'no fault was injected, so nothing was put to the test'
    const result: CheckResult = { id: 'fault', title: 'Something was broken', verdict: 'unknown', reason, evidence: [] }
    return [{ result, touches: touchesWhatHeld }]
  }
  return facts.faults.map(fault => {
    const missing = missingProof(fault, facts)
    const { id, kind, node, selector, reason, calledUs, beganUs, healedUs } = fault
    const seen = (['begin', 'role', 'proof'] as const).flatMap(step => evidenceOf(step, fault))
    const story = seen.map(({ atUs, text }) => ({ fromUs: atUs, toUs: atUs, text }))
    const took = beganUs === undefined ? '' : `, ${formatUs(beganUs - calledUs)} after the call`
    return {
      result: {
        id: `fault/${id}`,
        title: `${kind} of ${node} (${selector}) took effect and was healed`,
        verdict: missing.length === 0 ? 'pass' : 'unknown',
        reason:
          missing.length === 0
            ? `${node} was hit${took}; a second observer saw it, and it was healed`
            : `the fault ${id} on ${node} is not proven: ${missing.join(', ')}`,
        evidence: [{ fromUs: calledUs, toUs: healedUs ?? calledUs, text: `${kind}: ${reason}` }, ...story],
      },
      touches: touchesWhatHeld,
    }
  })
}

const evidenceOf = (step: FaultEvidence['step'], { evidence }: FaultInstance): FaultEvidence[] =>
  evidence.filter(each => each.step === step)

function missingProof(fault: FaultInstance, { elections, history }: Facts): string[] {
  const { node, selector, effect, calledUs, beganUs, healedUs } = fault
  const proofs = evidenceOf('proof', fault)
  const roles = evidenceOf('role', fault)
  const missing: string[] = []
  if (beganUs === undefined) missing.push('no observer saw it begin')
  const refuted = proofs.find(({ proven }) => !proven)
  if (refuted) missing.push(`the second observer did not see it (${refuted.text})`)
  else if (proofs.length === 0) missing.push('there was no second observer')
  const role = roleNamed(selector)
  if (role !== undefined) {
    const before = roles.find(({ ageMs }) => ageMs !== undefined)
    if (before === undefined || !before.proven) missing.push(`nothing shows that it was the ${selector} before`)
    else if (before.ageMs! > freshMs) {
      missing.push(`its role was last seen ${formatMs(before.ageMs!)} before, ${formatMs(freshMs)} are allowed`)
    }
    const lossSeen =
      roles.some(({ ageMs, proven }) => ageMs === undefined && proven) ||
      (selector === 'leader' && elections.some(e => e.fromLeader === node && e.toUs >= calledUs))
    // A follower's loss is its death, which the second observer proves.
    if (mustLoseRole(role, effect, history.manifest.topology) && !lossSeen)
      missing.push(`nothing shows that it stopped being the ${selector}`)
  }
  if (healedUs === undefined) missing.push('nothing shows that it was healed')
  return missing
}
