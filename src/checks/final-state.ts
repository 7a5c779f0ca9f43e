import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** What had to hold, and what was seen instead, as the record has them. */
interface ConditionBroken {
  kind: 'condition-broken'
  subject: string
  seen: string
}

/** What is said of the healed cluster. */
export interface FinalStateCheck {
  promise: { kind: 'final-state' }
  reason:
    | { kind: 'never-looked' }
    | { kind: 'conditions-hold'; conditions: number }
    | { kind: 'conditions-broken'; conditions: number; broken: ConditionBroken[] }
  seen: ConditionBroken
}

type FinalRecord = Extract<HarnessRecord, { type: 'final' }>

/** After healing and settling, everything that was asked of the cluster holds. */
export function finalState({ history }: Facts): Finding<FinalStateCheck>[] {
  const head = { id: 'final-state', promise: { kind: 'final-state' } } as const
  const asked = history.harness.filter((record): record is FinalRecord => record.type === 'final')
  if (asked.length === 0) {
    const reason = { kind: 'never-looked' } as const
    return [{ ...head, evidenceKind: 'absence', verdict: 'unknown', reason, evidence: [] }]
  }
  // Asked more than once, a fact's last answer counts.
  const last = [...new Map(asked.map(record => [record.subject, record])).values()]
  const conditions = last.length
  const evidence = last
    .filter(({ holds }) => !holds)
    .map(({ atUs, subject, seen }) => {
      const broken: ConditionBroken = { kind: 'condition-broken', subject, seen }
      return { fromUs: atUs, toUs: atUs, seen: broken }
    })
  const judged = {
    ...head,
    measured: { unit: 'conditions', value: conditions - evidence.length, of: conditions },
    limit: { unit: 'count', value: conditions },
    evidence,
  } as const
  if (evidence.length === 0) {
    return [{ ...judged, evidenceKind: 'absence', verdict: 'pass', reason: { kind: 'conditions-hold', conditions } }]
  }
  const reason = { kind: 'conditions-broken', conditions, broken: evidence.map(({ seen }) => seen) } as const
  return [{ ...judged, evidenceKind: 'presence', verdict: 'fail', reason }]
}
