import type { Finding } from './finding.ts'
import type { Evidence } from './verdict.ts'

/** Of many violations a reason and its evidence show only the first. */
const shown = 5

interface Never<T> extends Pick<Finding, 'id' | 'title' | 'ground'> {
  /** Every time that it happened. */
  violations: readonly T[]
  /** One of them, for people: when, and in words what. */
  show: (violation: T) => Evidence
  /** How many were looked at: `of 1920 acknowledged writes`. */
  among: string
  /** What the violations are: `are lost`. */
  what: string
  /** The reason when there is none. */
  pass: string
  /** Why nothing can be said, if so; a violation that was found counts all the same. */
  unknown?: string | undefined
}

/** The finding on a promise that something never happens. */
export function never<T>({ id, title, ground, violations, show, among, what, pass, unknown }: Never<T>): Finding {
  const head = { id, title, ground, limit: '0' }
  const count = violations.length
  if (count > 0) {
    const evidence = violations.slice(0, shown).map(show)
    const rest = count > evidence.length ? `; and ${count - evidence.length} more` : ''
    const reason = `${among} ${count} ${what}: ${evidence.map(({ text }) => text).join('; ')}${rest}`
    return { ...head, verdict: 'fail', reason, measured: `${count}`, evidence }
  }
  if (unknown !== undefined) return { ...head, verdict: 'unknown', reason: unknown, evidence: [] }
  return { ...head, verdict: 'pass', reason: pass, measured: '0', evidence: [] }
}
