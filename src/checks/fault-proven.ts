import { formatMs, formatUs } from '../base/duration.ts'
import { effectOf } from '../history/fault-effect.ts'
import { losesRole, roleNamed } from '../history/loses-role.ts'
import { type Doubt, touchesWhatHeld } from './doubt.ts'
import type { Facts } from './facts.ts'
import type { FaultStory } from './fault-story.ts'
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
    const { id, call, begin, healedUs, roles, proofs } = fault
    const story = [begin, ...roles, ...proofs].flatMap(record =>
      record === undefined ? [] : [{ fromUs: record.atUs, toUs: record.atUs, text: record.evidence }],
    )
    const took = begin === undefined ? '' : `, ${formatUs(begin.atUs - call.atUs)} after the call`
    return {
      result: {
        id: `fault/${id}`,
        title: `${call.kind} of ${call.node} (${call.selector}) took effect and was healed`,
        verdict: missing.length === 0 ? 'pass' : 'unknown',
        reason:
          missing.length === 0
            ? `${call.node} was hit${took}; a second observer saw it, and it was healed`
            : `the fault ${id} on ${call.node} is not proven: ${missing.join(', ')}`,
        evidence: [{ fromUs: call.atUs, toUs: healedUs ?? call.atUs, text: `${call.kind}: ${call.reason}` }, ...story],
      },
      touches: touchesWhatHeld,
    }
  })
}

function missingProof({ call, begin, roles, proofs, healedUs }: FaultStory, { elections, history }: Facts): string[] {
  const missing: string[] = []
  if (begin === undefined) missing.push('no observer saw it begin')
  const refuted = proofs.find(({ proven }) => !proven)
  if (refuted) missing.push(`the second observer did not see it (${refuted.evidence})`)
  else if (proofs.length === 0) missing.push('there was no second observer')
  const role = roleNamed(call.selector)
  if (role !== undefined) {
    const before = roles.find(({ ageMs }) => ageMs !== undefined)
    if (before === undefined || !before.proven) missing.push(`nothing shows that it was the ${call.selector} before`)
    else if (before.ageMs! > freshMs) {
      missing.push(`its role was last seen ${formatMs(before.ageMs!)} before, ${formatMs(freshMs)} are allowed`)
    }
    const lossSeen =
      roles.some(({ ageMs, proven }) => ageMs === undefined && proven) ||
      (call.selector === 'leader' && elections.some(e => e.fromLeader === call.node && e.toUs >= call.atUs))
    // A follower's loss is its death, which the second observer proves.
    if (losesRole(role, effectOf(call), history.manifest.topology) && !lossSeen)
      missing.push(`nothing shows that it stopped being the ${call.selector}`)
  }
  if (healedUs === undefined) missing.push('nothing shows that it was healed')
  return missing
}
