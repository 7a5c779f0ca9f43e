import type { Evidence } from './check-result.ts'
import type { Finding } from './finding.ts'
import { none } from './measured.ts'
import type { TallyCheck } from './tally.ts'

/** Of many violations a reason and its evidence show only the first. */
const shown = 5

type Kinded = { kind: string }

interface Never<Kind extends string, Counts, Seen extends Kinded, Unknown extends Kinded, Violation>
  extends Pick<Finding, 'evidenceKind'> {
  kind: Kind
  /** Every time that it happened. */
  violations: readonly Violation[]
  /** One of them: when, and what. */
  show: (violation: Violation) => Evidence<Seen>
  /** How many were looked at. */
  counts: Counts
  /** Why nothing can be said, if so; a violation that was found counts all the same. */
  unknown?: Unknown | undefined
}

/** The finding on a promise that something never happens. */
export function never<
  const Kind extends string,
  Counts,
  const Seen extends Kinded,
  Violation,
  const Unknown extends Kinded = never,
>({
  kind,
  evidenceKind,
  violations,
  show,
  counts,
  unknown,
}: Never<Kind, Counts, Seen, Unknown, Violation>): Finding<TallyCheck<Kind, Counts, Seen, Unknown>> {
  const head = { id: kind, promise: { kind }, evidenceKind, limit: none }
  const count = violations.length
  if (count === 0 && unknown !== undefined) return { ...head, verdict: 'unknown', reason: unknown, evidence: [] }
  const evidence = violations.slice(0, shown).map(show)
  return {
    ...head,
    verdict: count > 0 ? 'fail' : 'pass',
    reason: { ...counts, kind, violations: count, first: evidence.map(({ seen }) => seen) },
    measured: { unit: 'count', value: count },
    evidence,
  }
}
